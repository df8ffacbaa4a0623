package io.pgchart.render;

import com.github.mustachejava.DefaultMustacheFactory;
import com.github.mustachejava.TemplateContext;
import com.github.mustachejava.codes.DefaultCode;
import com.github.mustachejava.codes.PartialCode;
import io.pgchart.error.Problem;
import io.pgchart.yaml.Node;
import io.pgchart.yaml.Origin;
import io.pgchart.yaml.ScalarNode;
import java.io.Writer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The three instructions that a compiled template has of our own: text, value, partial. */
final class MustacheCodes {

    private static final ScalarNode NULL = new ScalarNode(null, Origin.of("unset"));

    private MustacheCodes() {}

    /** Text of the template: a line or a part of one. */
    static final class Text extends DefaultCode {

        private final String piece;
        private final Origin origin;

        Text(TemplateContext context, DefaultMustacheFactory factory, String piece, Origin origin) {
            super(context, factory, null, null, null);
            this.piece = piece;
            this.origin = origin;
        }

        /** Whether it is the indentation of what follows it. */
        boolean isIndentation(String indent) {
            return piece.equals(indent);
        }

        @Override
        public Writer execute(Writer writer, List<Object> scopes) {
            ((Output) writer).literal(piece, origin);
            return writer;
        }
    }

    /** A value, encoded for the place where its tag stands. */
    static final class Value extends DefaultCode {

        private final Tag tag;
        private final @Nullable Encoding encoding;

        Value(TemplateContext context, DefaultMustacheFactory factory, Tag tag, @Nullable Encoding encoding) {
            super(context, factory, null, tag.name(), "");
            this.tag = tag;
            this.encoding = encoding;
        }

        @Override
        public Writer execute(Writer writer, List<Object> scopes) {
            Output output = (Output) writer;
            Object found = get(scopes);
            Node value = found instanceof Node node ? node : NULL;
            String encoded = encoding == null ? "" : encoded(encoding, value, output);
            if (encoded == null) {
                refuse(value, output);
                encoded = "null";
            }
            output.value(encoded, tag.origin());
            return writer;
        }

        private static @Nullable String encoded(Encoding encoding, Node value, Output output) {
            boolean insert = output.isInserting() && encoding.fault(value) == null;
            return insert ? output.insert(value, encoding) : encoding.encode(value);
        }

        /** The value itself is not told: it may be a secret. */
        private void refuse(Node value, Output output) {
            String fault = encoding == null ? null : encoding.fault(value);
            boolean unset = value instanceof ScalarNode scalar && scalar.isNull();
            String written = value == NULL ? "" : " (written at " + value.origin() + ")";
            output.problems()
                    .add(new Problem(
                            tag.shown(),
                            fault + (unset ? "" : written),
                            tag.where(),
                            unset ? "Set it, or put a section around it." : "Change the value or the template."));
        }
    }

    /** A partial, each line of which is indented as its tag is. */
    static final class Partial extends PartialCode {

        private final String indent;

        Partial(TemplateContext context, DefaultMustacheFactory factory, String name, String indent) {
            super(context, factory, name);
            this.indent = indent;
        }

        @Override
        protected Writer executePartial(Writer writer, List<Object> scopes) {
            Output output = (Output) writer;
            String before = output.indentBy(indent);
            partial.execute(writer, scopes);
            output.restore(before);
            return writer;
        }
    }
}
