import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Fetch every duty record that changed since SINCE (or all), page by page, a page a line. */
public class NightlySync {
    static final String BASE = System.getenv("BASE");
    static final String KEY = System.getenv("KEY");
    static final String SINCE = System.getenv().getOrDefault("SINCE", "");
    static final Pattern NEXT = Pattern.compile("<([^>]*)>; rel=\"next\"");

    public static void main(String[] arguments) throws Exception {
        HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        String next = "/v1/duty-records?limit=100";
        if (!SINCE.isEmpty()) {
            next += "&updated_since=" + URLEncoder.encode(SINCE, StandardCharsets.UTF_8);
        }
        while (next != null) {
            HttpRequest request = HttpRequest.newBuilder(URI.create(BASE + next))
                .header("Authorization", "Bearer " + KEY).GET().build();
            HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() >= 400) {
                throw new IllegalStateException(answer.body());
            }
            System.out.println(answer.body().replace("\n", ""));
            Matcher link = NEXT.matcher(answer.headers().firstValue("Link").orElse(""));
            next = link.find() ? link.group(1) : null;
        }
    }
}
