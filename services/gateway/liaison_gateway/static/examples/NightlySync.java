import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Fetch every duty record that changed since the last run, page by page, a page a line. */
public class NightlySync {
    static final String BASE = System.getenv("BASE");
    static final String KEY = System.getenv("KEY");
    static final Path CURSOR = Path.of(System.getenv().getOrDefault("CURSOR", "cursor.txt"));
    static final Pattern NEXT = Pattern.compile("\"next_cursor\": *\"([^\"]*)\"");

    public static void main(String[] arguments) throws Exception {
        HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        String cursor = Files.exists(CURSOR) ? Files.readString(CURSOR) : "";
        boolean hasMore = true;
        while (hasMore) {
            String path = "/v1/duty-records?limit=100&changes_after=" + cursor;
            HttpRequest request = HttpRequest.newBuilder(URI.create(BASE + path))
                .header("Authorization", "Bearer " + KEY).GET().build();
            HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() >= 400) {
                throw new IllegalStateException(answer.body());
            }
            System.out.println(answer.body().replace("\n", ""));
            Matcher next = NEXT.matcher(answer.body());
            if (!next.find()) {
                throw new IllegalStateException("no next_cursor");
            }
            cursor = next.group(1);
            Files.writeString(CURSOR, cursor); // only after the rows were taken
            hasMore = answer.body().contains("\"has_more\": true");
        }
    }
}
