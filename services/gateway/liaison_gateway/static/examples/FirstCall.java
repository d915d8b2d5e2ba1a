import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

/** Report a duty and read it back. KEY is a test key of the developer portal, BASE the address. */
public class FirstCall {
    static final String BASE = System.getenv("BASE");
    static final String KEY = System.getenv("KEY");
    static final HttpClient CLIENT =
        HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    static String call(HttpRequest.Builder request) throws Exception {
        HttpRequest built = request.header("Authorization", "Bearer " + KEY).build();
        HttpResponse<String> answer = CLIENT.send(built, HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() >= 400) {
            throw new IllegalStateException(answer.body());
        }
        return answer.body();
    }

    public static void main(String[] arguments) throws Exception {
        String record = "{\"record_code\": \"JAVA-1\", \"station_code\": \"LZ-001\", "
            + "\"duty_type\": \"promotion_post\", \"occurred_on\": \"2018-03-01\", "
            + "\"reported_on\": \"2018-03-01\", \"evidence\": \"https://example.org/post\"}";
        call(HttpRequest.newBuilder(URI.create(BASE + "/v1/duty-records"))
            .header("Content-Type", "application/json")
            .header("Idempotency-Key", "first-call-3")
            .POST(HttpRequest.BodyPublishers.ofString("{\"records\": [" + record + "]}")));
        System.out.println(call(HttpRequest.newBuilder(
            URI.create(BASE + "/v1/duty-records/JAVA-1")).GET()));
    }
}
