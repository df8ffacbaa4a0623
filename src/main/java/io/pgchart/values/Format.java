package io.pgchart.values;

import io.pgchart.syntax.CronLine;
import io.pgchart.syntax.DnsName;
import io.pgchart.syntax.Flaw;
import io.pgchart.syntax.GoDuration;
import io.pgchart.syntax.HostPort;
import io.pgchart.syntax.ImageReference;
import io.pgchart.syntax.LabelSyntax;
import io.pgchart.syntax.PemCertificates;
import io.pgchart.syntax.Quantity;
import io.pgchart.syntax.TimeZoneName;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The formats that a schema may name; each is asserted, none is a mere annotation. */
enum Format {
    CRON("cron", "a cron line of five fields"),
    QUANTITY("quantity", "a Kubernetes quantity such as 10Gi"),
    PEM_CERTIFICATE("pem-certificate", "one or more certificates in PEM"),
    HOST_PORT("host-port", "host[:port]"),
    DURATION("duration", "a duration such as 6h or 2m30s"),
    DNS_LABEL("dns-label", "a DNS label"),
    DNS_SUBDOMAIN("dns-subdomain", "a DNS name"),
    LABEL_KEY("label-key", "a label's key"),
    LABEL_VALUE("label-value", "a label's value"),
    IMAGE_REFERENCE("image-reference", "an image reference"),
    TIME_ZONE("time-zone", "a time zone of the IANA database");

    private final String keyword;
    private final String expected;

    Format(String keyword, String expected) {
        this.keyword = keyword;
        this.expected = expected;
    }

    static @Nullable Format ofKeyword(String keyword) {
        for (Format format : values()) {
            if (format.keyword.equals(keyword)) {
                return format;
            }
        }
        return null;
    }

    static List<String> keywords() {
        List<String> keywords = new ArrayList<>();
        for (Format format : values()) {
            keywords.add(format.keyword);
        }
        return keywords;
    }

    String expected() {
        return expected;
    }

    /** Whether a message repeats the text: not of a certificate, which is long, and may be a private key instead. */
    boolean isShown() {
        return this != PEM_CERTIFICATE;
    }

    @Nullable
    Flaw flaw(String text) {
        return switch (this) {
            case CRON -> CronLine.flaw(text);
            case QUANTITY -> Quantity.flaw(text);
            case PEM_CERTIFICATE -> PemCertificates.flaw(text);
            case HOST_PORT -> HostPort.flaw(text);
            case DURATION -> GoDuration.flaw(text);
            case DNS_LABEL -> DnsName.labelFlaw(text);
            case DNS_SUBDOMAIN -> DnsName.subdomainFlaw(text);
            case LABEL_KEY -> LabelSyntax.keyFlaw(text);
            case LABEL_VALUE -> LabelSyntax.valueFlaw(text);
            case IMAGE_REFERENCE -> ImageReference.flaw(text);
            case TIME_ZONE -> TimeZoneName.flaw(text);
        };
    }
}
