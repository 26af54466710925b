package dev.florin.docs;

import dev.florin.docs.DocsPage.Content;
import dev.florin.docs.DocsPage.Link;
import dev.florin.docs.DocsPage.Section;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.springframework.core.io.ClassPathResource;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * All pages of the documentation, read when Florin starts and kept: the guide, the errors, the reference of the API. What
 * is wrong with a file stops the start.
 */
@Component
public class Docs {

    /** What there is to read, in the order in which it is best read. */
    private static final Map<String, List<String>> GUIDE = contents();

    private static final String ERRORS_LEAD =
            "Every answer that is not 2xx is a problem document that says what is wrong," + " and how to mend it.";
    private static final String API_LEAD =
            "Every operation with its parameters, a request to try and the answer it gets.";

    private final JsonMapper json;
    private final Map<String, GuidePage> guide = new LinkedHashMap<>();
    private final ErrorCodes errors;
    private final List<ApiGroup> api;
    private final List<Section> nav = new ArrayList<>();
    private final List<Link> order;
    private final Search search;

    Docs(JsonMapper json) {
        this.json = json;
        var markdown = new Markdown();
        GUIDE.values().stream()
                .flatMap(List::stream)
                .forEach(name -> guide.put(name, new GuidePage(markdown, name, file("docs/guide/" + name + ".md"))));
        this.errors = ErrorCodes.read(markdown, file("docs/errors.md"));
        this.api = new Reference(
                        markdown, json.readTree(file("static/openapi.json")), json.readTree(file("docs/answers.json")))
                .groups();
        GUIDE.forEach((title, names) -> nav.add(new Section(
                title,
                names.stream()
                        .map(name ->
                                new Link(page(name).title(), name, page(name).about()))
                        .toList())));
        List<Link> reference =
                new ArrayList<>(List.of(new Link("Errors", "errors", ERRORS_LEAD), new Link("API", "api", API_LEAD)));
        api.forEach(group -> reference.add(new Link(group.name(), "api/" + group.slug(), "")));
        nav.add(new Section("Reference", List.copyOf(reference)));
        this.order = nav.stream().flatMap(section -> section.links().stream()).toList();
        this.search = new Search(entries().toList());
    }

    private static Map<String, List<String>> contents() {
        Map<String, List<String>> contents = new LinkedHashMap<>();
        contents.put("Begin", List.of("quickstart", "keys", "testing", "going-live"));
        contents.put(
                "Be paid",
                List.of("payments", "checkout", "sdk", "refunds", "disputes", "settlements", "reconciliation"));
        contents.put("Be told", List.of("webhooks"));
        contents.put("Call the API", List.of("idempotency", "lists", "limits", "versions", "security"));
        return contents;
    }

    /**
     * A page, for a reader.
     *
     * @param path behind {@code /docs/}: empty, {@code webhooks}, {@code errors/amount_too_large}, {@code api/orders}
     * @return empty if there is no such page
     */
    public Optional<DocsPage> page(String path, Reader reader) {
        String[] steps = path.split("/", 2);
        if (path.isEmpty()) {
            return Optional.of(page(
                    "Documentation",
                    "",
                    "Take payments with Florin: from the first request to the" + " day you go live.",
                    new DocsPage.Home(),
                    List.of(),
                    reader));
        }
        if (guide.containsKey(path)) {
            GuidePage page = page(path);
            var text = new DocsPage.Text(reader.fill(page.html(reader.language())));
            return Optional.of(page(page.title(), path, reader.fill(page.lead()), text, page.headings(), reader));
        }
        if (path.equals("errors")) {
            List<Heading> toc = errors.groups().stream()
                    .map(group -> new Heading(2, group.anchor(), group.title()))
                    .toList();
            return Optional.of(page("Errors", path, ERRORS_LEAD, new DocsPage.Errors(errors.groups()), toc, reader));
        }
        return switch (steps[0]) {
            case "errors" -> errors.find(steps[1]).map(code -> error(code, reader));
            case "api" ->
                steps.length == 1
                        ? Optional.of(operations("", reader))
                        : api.stream()
                                .filter(group -> group.slug().equals(steps[1]))
                                .findFirst()
                                .map(group -> group(group, reader));
            default -> Optional.empty();
        };
    }

    /** What is found by words; nothing, if there are none. */
    public DocsPage search(String query, Reader reader) {
        return page("Search", "search", "", new DocsPage.Found(query, search.find(query)), List.of(), reader);
    }

    /** The first page of the reference, with the operations that have all these words. */
    public DocsPage operations(String query, Reader reader) {
        String words = query.strip().toLowerCase(java.util.Locale.ROOT);
        List<ApiGroup> found = api.stream()
                .map(group -> new ApiGroup(
                        group.name(),
                        group.description(),
                        group.operations().stream()
                                .filter(operation -> operation.matches(words))
                                .toList()))
                .filter(group -> !group.operations().isEmpty())
                .toList();
        return page("API", "api", API_LEAD, new DocsPage.Operations(found, query), List.of(), reader);
    }

    /** What is said to whom asks for a page that is not there. */
    public DocsPage missing(Reader reader) {
        return page("No such page", "missing", "", new DocsPage.Missing(), List.of(), reader);
    }

    /** Every code that the API answers with. */
    public ErrorCodes errorCodes() {
        return errors;
    }

    /** The paths of all pages, behind {@code /docs/}. */
    public List<String> paths() {
        return Stream.concat(
                        Stream.concat(Stream.of(""), order.stream().map(Link::path)),
                        errors.all().map(code -> "errors/" + code.code()))
                .toList();
    }

    private DocsPage error(ErrorCode code, Reader reader) {
        String url = reader.publicUrl() + "/docs/errors/" + code.code();
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("type", url);
        document.put("status", code.status());
        document.put("detail", "…");
        document.put("code", code.code());
        document.put("request_id", "req_…");
        document.put("doc_url", url);
        String sample = code.status() == null
                ? ""
                : Highlight.html(
                        "json",
                        json.rebuild()
                                .enable(tools.jackson.databind.SerializationFeature.INDENT_OUTPUT)
                                .build()
                                .writeValueAsString(document));
        var content = new DocsPage.Code(code, errors.group(code).title(), sample);
        return page(code.code(), "errors/" + code.code(), "", content, List.of(), reader);
    }

    private DocsPage group(ApiGroup group, Reader reader) {
        List<Heading> toc = group.operations().stream()
                .map(operation -> new Heading(2, operation.id(), operation.summary()))
                .toList();
        return page(group.name(), "api/" + group.slug(), "", new DocsPage.Operation(group), toc, reader);
    }

    private DocsPage page(String title, String path, String lead, Content content, List<Heading> toc, Reader reader) {
        int at = IntStream.range(0, order.size())
                .filter(i -> order.get(i).path().equals(path))
                .findFirst()
                .orElse(-1);
        return new DocsPage(
                title,
                path,
                lead,
                content,
                toc,
                nav,
                at > 0 ? order.get(at - 1) : null,
                at >= 0 && at + 1 < order.size() ? order.get(at + 1) : path.isEmpty() ? order.getFirst() : null,
                reader);
    }

    private GuidePage page(String name) {
        return java.util.Objects.requireNonNull(guide.get(name));
    }

    private Stream<Search.Entry> entries() {
        return Stream.of(
                        guide.values().stream().flatMap(page -> page.entries().stream()),
                        errors.all()
                                .map(code -> new Search.Entry(
                                        code.code(),
                                        "Errors",
                                        "errors/" + code.code(),
                                        (code.meaning() + " " + code.remedy()).replaceAll("<[^>]+>", ""),
                                        1)),
                        api.stream()
                                .flatMap(group -> group.operations().stream()
                                        .map(operation -> new Search.Entry(
                                                operation.summary(),
                                                "API: " + group.name(),
                                                "api/" + group.slug() + "#" + operation.id(),
                                                operation.method() + " " + operation.path(),
                                                2))))
                .flatMap(entries -> entries);
    }

    private static String file(String path) {
        try {
            return new ClassPathResource(path).getContentAsString(StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
