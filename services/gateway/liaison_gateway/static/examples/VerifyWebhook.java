import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Tell whether a delivery is genuine: the body on standard input, its headers in ID, STAMP and
 * SIGNATURE, the webhook's secret (whsec_...) in SECRET. Refuse a STAMP older than five minutes.
 */
public class VerifyWebhook {
    public static void main(String[] arguments) throws Exception {
        String secret = System.getenv("SECRET").substring("whsec_".length());
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(Base64.getDecoder().decode(secret), "HmacSHA256"));
        mac.update((System.getenv("ID") + "." + System.getenv("STAMP") + ".")
            .getBytes(StandardCharsets.UTF_8));
        byte[] mine = mac.doFinal(System.in.readAllBytes());
        boolean genuine = false;
        for (String one : System.getenv("SIGNATURE").split(" ")) { // several during a rotation
            genuine |= one.startsWith("v1,")
                && MessageDigest.isEqual(mine, Base64.getDecoder().decode(one.substring(3)));
        }
        System.out.println(genuine ? "genuine" : "forged");
        System.exit(genuine ? 0 : 1);
    }
}
