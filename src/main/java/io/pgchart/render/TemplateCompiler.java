package io.pgchart.render;

import com.github.mustachejava.DefaultMustacheFactory;
import com.github.mustachejava.DefaultMustacheVisitor;
import com.github.mustachejava.Mustache;
import com.github.mustachejava.MustacheResolver;
import com.github.mustachejava.MustacheVisitor;
import com.github.mustachejava.TemplateContext;
import io.pgchart.yaml.Origin;
import java.io.Reader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/**
 * Compiles templates that were checked: mustache.java parses and runs them, and each value tag gets the encoding of its
 * place.
 *
 * <p>The parser tells its visitors the tags of a file strictly in source order, through sections too, so that the n-th
 * value that it tells is the n-th value tag of the file.
 */
final class TemplateCompiler extends DefaultMustacheFactory {

    private final Map<String, TemplateSource> sources;
    private final Map<String, Mustache> compiled = new HashMap<>();
    private final Map<String, ValueTags> current = new HashMap<>();

    /** @param sources templates and partials by the name that the compiler is asked for */
    TemplateCompiler(Map<String, TemplateSource> sources, NameCache names) {
        // No resolver: getReader has the texts.
        super((MustacheResolver) null);
        this.sources = sources;
        setObjectHandler(new NodeHandler(names));
    }

    /** The library parses a partial anew for each tag that includes it; here each file is parsed once. */
    @Override
    public Mustache compile(String name) {
        Mustache known = compiled.get(name);
        if (known == null) {
            known = mc.compile(name);
            compiled.put(name, known);
            known.init();
        }
        return known;
    }

    /** Partials that include themselves were refused before. */
    @Override
    public Mustache compilePartial(String name) {
        return compile(name);
    }

    @Override
    public Reader getReader(String name) {
        TemplateSource source = source(name);
        current.put(name, new ValueTags(source));
        return new TemplateReader(source.file().text());
    }

    @Override
    public String resolvePartialPath(String directory, String name, String extension) {
        return name;
    }

    @Override
    public MustacheVisitor createMustacheVisitor() {
        return new Visitor(this);
    }

    private TemplateSource source(String name) {
        TemplateSource source = sources.get(name);
        if (source == null) {
            throw new IllegalArgumentException("no template " + name);
        }
        return source;
    }

    private ValueTags valueTags(String name) {
        ValueTags tags = current.get(name);
        if (tags == null) {
            throw new IllegalStateException("not being compiled: " + name);
        }
        return tags;
    }

    /** The value tags of a file that is being compiled, handed out in order. */
    private static final class ValueTags {

        private final Iterator<Tag> tags;
        private final Iterator<Encoding> encodings;

        ValueTags(TemplateSource source) {
            List<Tag> values = new ArrayList<>();
            for (Tag tag : source.tags()) {
                if (tag.isValue()) {
                    values.add(tag);
                }
            }
            this.tags = values.iterator();
            this.encodings = source.encodings().iterator();
        }
    }

    private static final class Visitor extends DefaultMustacheVisitor {

        private final TemplateCompiler compiler;

        Visitor(TemplateCompiler compiler) {
            super(compiler);
            this.compiler = compiler;
        }

        @Override
        public void value(TemplateContext context, String name, boolean encoded) {
            ValueTags tags = compiler.valueTags(context.file());
            list.add(new MustacheCodes.Value(context, df, tags.tags.next(), tags.encodings.next()));
        }

        @Override
        public void write(TemplateContext context, String text) {
            boolean endsPartial =
                    text.equals("\n") && !list.isEmpty() && list.get(list.size() - 1) instanceof MustacheCodes.Partial;
            if (!text.isEmpty() && !endsPartial) {
                // The parser counts a line feed before it tells the line that it ends.
                int line = context.line() - (text.endsWith("\n") ? 1 : 0);
                String shownAs = compiler.source(context.file()).file().shownAs();
                list.add(new MustacheCodes.Text(context, df, text, new Origin(shownAs, line, 1)));
            }
        }

        /** The partial indents its own lines, the first one too, so that one that writes nothing leaves nothing. */
        @Override
        public void partial(TemplateContext context, String name, String indent) {
            int last = list.size() - 1;
            if (last >= 0 && list.get(last) instanceof MustacheCodes.Text text && text.isIndentation(indent)) {
                list.remove(last);
            }
            TemplateContext braces =
                    new TemplateContext("{{", "}}", context.file(), context.line(), context.startOfLine());
            list.add(new MustacheCodes.Partial(braces, df, name, indent));
        }

        @Override
        public void comment(TemplateContext context, String comment) {
            // A comment writes nothing.
        }
    }
}
