// SPDX-License-Identifier: Apache-2.0
#include "engine/needs/files.hpp"

#include "engine/needs/html.hpp"
#include "engine/needs/markdown.hpp"
#include "engine/needs/programs.hpp"

#include "engine/core/atomic_file.hpp"
#include "engine/core/error.hpp"
#include "engine/core/file_set.hpp"
#include "engine/core/text.hpp"
#include "engine/io/writers.hpp"
#include "engine/paper/paint.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace tractwise::needs {
namespace {

constexpr double kConvertSeconds = 60;

constexpr Text kNoPandoc{"report.docx was not made: pandoc is not installed",
                         "report.docx no se hizo: pandoc no está instalado"};
constexpr Text kPandocFailed{"report.docx was not made: pandoc failed",
                             "report.docx no se hizo: pandoc falló"};
constexpr Text kNoPrinter{
    "report.pdf was not made: neither Chromium nor WeasyPrint could print it; report.html prints "
    "from any browser",
    "report.pdf no se hizo: ni Chromium ni WeasyPrint pudieron imprimirlo; report.html se imprime "
    "desde cualquier navegador"};
constexpr Text kTagged{"report.pdf was printed by {}: tagged, with headings, alternative texts and "
                       "table heads for screen readers",
                       "report.pdf fue impreso por {}: etiquetado, con encabezados, textos "
                       "alternativos y cabeceras de tabla para lectores de pantalla"};
constexpr Text kUntagged{"report.pdf was printed by {}: screen readers are better served by "
                         "report.html; with Chromium the PDF would be tagged",
                         "report.pdf fue impreso por {}: para lectores de pantalla es mejor "
                         "report.html; con Chromium el PDF tendría etiquetas"};

constexpr Text kOlder{"{} is of an earlier report", "{} es de un informe anterior"};

bool wants(const std::vector<std::string>& formats, const char* format) {
    return formats.empty() || std::find(formats.begin(), formats.end(), format) != formats.end();
}

void add_docx(const std::filesystem::path& folder, const Document& report, Language language,
              WrittenReport& written) {
    const auto pandoc = find_program({"pandoc"});
    if (!pandoc) {
        written.notes.emplace_back(kNoPandoc.in(language));
        return;
    }
    const ScratchFolder scratch;
    const std::filesystem::path html = scratch.path() / "report.html";
    write_text_file(html, html_of(report, Drawings::Pictures));
    AtomicFile file(folder / "report.docx");
    if (!run_program(
            *pandoc,
            {"--from=html", "--to=docx", "--output=" + file.temporary().string(), html.string()},
            kConvertSeconds)) {
        written.notes.emplace_back(kPandocFailed.in(language));
        return;
    }
    file.commit();
    written.files.emplace_back("report.docx");
}

void add_pdf(const std::filesystem::path& folder, const std::string& html, Language language,
             WrittenReport& written) {
    const std::optional<Printer> printer = print_pdf(folder / html, folder / "report.pdf");
    if (!printer) {
        written.notes.emplace_back(kNoPrinter.in(language));
        return;
    }
    written.files.emplace_back("report.pdf");
    const Text made = printer->tagged ? kTagged : kUntagged;
    written.notes.push_back(fmt::format(fmt::runtime(made.in(language)), printer->name));
}

} // namespace

const std::vector<std::string>& report_formats() {
    static const std::vector<std::string> formats = {"html", "md", "csv", "xlsx", "pdf", "docx"};
    return formats;
}

std::string folder_name(const std::string& area) {
    std::string folder;
    for (const char c : to_lower(area)) {
        if (is_letter(c) || is_digit(c))
            folder += c;
        else if (!folder.empty() && folder.back() != '_')
            folder += '_';
    }
    while (!folder.empty() && folder.back() == '_')
        folder.pop_back();
    return folder.empty() ? "area" : folder;
}

void require_formats(const std::vector<std::string>& formats) {
    const std::vector<std::string>& known = report_formats();
    for (const std::string& format : formats)
        if (std::find(known.begin(), known.end(), format) == known.end())
            throw Error(ErrorKind::Usage, "unknown format \"" + format + "\"",
                        {.hint = suggestion(format, known)});
}

WrittenReport write_report(const std::filesystem::path& target, const Document& report,
                           const std::vector<std::string>& formats, const Progress& progress,
                           Language language) {
    require_formats(formats);
    FileSet set(target, progress);
    const std::filesystem::path& folder = set.folder();
    WrittenReport written;
    const auto write = [&](const std::string& name, std::string_view text) {
        write_text_file(folder / name, text);
        written.files.push_back(name);
    };
    progress.step("writing the report", 0);
    const std::string html = "report.html";
    // The PDF is printed from it.
    const bool as_html = wants(formats, "html") || wants(formats, "pdf");
    if (as_html)
        write(html, html_of(report));
    if (wants(formats, "md")) {
        std::vector<std::string> pictures;
        for (const Section& section : report.sections)
            for (const Block& block : section.blocks)
                if (const auto* figure = std::get_if<Figure>(&block)) {
                    pictures.push_back(fmt::format("figures/{}.svg", pictures.size() + 1));
                    write(pictures.back(), paper::svg_of(figure->drawing));
                }
        write("report.md", markdown_of(report, pictures));
    }
    std::vector<io::OutTable> sheets;
    for (const ReportTable* table : tables_of(report))
        if (!table->data.columns.empty())
            sheets.push_back(table->data);
    if (wants(formats, "csv"))
        for (const io::OutTable& sheet : sheets) {
            const std::string name = "tables/" + sheet.name + ".csv";
            io::write_csv(folder / name, sheet);
            written.files.push_back(name);
        }
    if (wants(formats, "xlsx") && !sheets.empty()) {
        io::write_xlsx(folder / "tables.xlsx", sheets);
        written.files.emplace_back("tables.xlsx");
    }
    progress.step("printing the report", 0.5);
    if (wants(formats, "pdf"))
        add_pdf(folder, html, language, written);
    if (wants(formats, "docx"))
        add_docx(folder, report, language, written);
    progress.throw_if_stopped();
    set.commit(written.files);
    for (const char* name :
         {"report.html", "report.md", "report.pdf", "report.docx", "tables.xlsx"})
        if (std::find(written.files.begin(), written.files.end(), name) == written.files.end() &&
            std::filesystem::exists(set.target() / name))
            written.notes.push_back(fmt::format(fmt::runtime(kOlder.in(language)), name));
    return written;
}

} // namespace tractwise::needs
