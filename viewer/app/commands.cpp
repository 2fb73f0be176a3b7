// SPDX-License-Identifier: Apache-2.0
#include "viewer/app/commands.hpp"

#include "engine/core/text.hpp"

#include <algorithm>
#include <cctype>
#include <cstdint>

namespace tractwise::viewer {
namespace {

constexpr Text kRun{"Compute everything and write tables, maps and the record of the run",
                    "Calcular todo y escribir tablas, mapas y el registro"};
constexpr Text kSite{"Find the stops again, with their week and figures",
                     "Buscar las paradas otra vez, con su semana y sus cifras"};
constexpr Text kExplain{"How the pinned tract got its score",
                        "Cómo obtuvo su puntaje el sector fijado"};
constexpr Text kFindWhere{"Where the column of the map clusters, tract by tract with every p",
                          "Dónde se agrupa la columna del mapa, sector por sector con cada p"};
constexpr Text kCheck{"Read and join every source, compute nothing",
                      "Leer y unir cada fuente, sin calcular nada"};

/// A line of a study file with the table it stands in.
struct Line {
    std::string header, text;
    friend bool operator==(const Line&, const Line&) = default;
};

std::vector<Line> lines_of(const Document& document) {
    study::Study study = document.study;
    study.view = ConfigTable();
    std::vector<Line> lines;
    std::string header;
    for (const std::string& raw : split(
             study.to_toml() + "\n" + document.style.to_toml("view.map") +
                 document.clusters.to_toml("view.clusters") + document.moved.to_toml("view.stops"),
             '\n')) {
        const std::string text(trim(raw));
        if (text.empty())
            continue;
        if (text.starts_with('[') && text.ends_with(']') && text.find('=') == std::string::npos)
            header = text;
        else
            lines.push_back({header, text});
    }
    return lines;
}

} // namespace

std::string shell_quote(const std::string& word) {
    const bool plain = !word.empty() && std::all_of(word.begin(), word.end(), [](char c) {
        return std::isalnum(static_cast<unsigned char>(c)) != 0 ||
               std::string_view("_-./,:=+@%").find(c) != std::string_view::npos;
    });
    if (plain)
        return word;
    std::string quoted = "'";
    for (const char c : word)
        quoted += c == '\'' ? std::string("'\\''") : std::string(1, c);
    return quoted + "'";
}

std::vector<CommandLine> commands_for(const Document& document,
                                      const std::optional<std::string>& geoid) {
    const study::Study& study = document.study;
    const std::filesystem::path file =
        study.file.empty() ? std::filesystem::path("study.toml") : study.file;
    const std::string name = shell_quote(file.string());
    const std::filesystem::path folder =
        (file.parent_path() / (study.out.empty() ? "out" : study.out)).lexically_normal();
    std::vector<CommandLine> commands;
    commands.push_back({kRun, "tractwise run " + name + " --out " + shell_quote(folder.string())});
    if (study.siting)
        commands.push_back({kSite, "tractwise site " + name + " --out " +
                                       shell_quote((folder / "plan").string())});
    if (geoid && study.index)
        commands.push_back({kExplain, "tractwise explain " + name + " " + *geoid});
    if (document.clusters.shown && !document.style.column.empty())
        commands.push_back({kFindWhere, "tractwise clusters " + name + " --column " +
                                            shell_quote(document.style.column) + ' ' +
                                            document.clusters.options() + " --out " +
                                            shell_quote((folder / "clusters").string())});
    commands.push_back({kCheck, "tractwise check " + name});
    return commands;
}

std::vector<DiffLine> changed_lines(const Document& before, const Document& now) {
    const std::vector<Line> a = lines_of(before), b = lines_of(now);
    // Longest common subsequence: study files have a few hundred lines.
    const std::size_t n = a.size(), m = b.size();
    std::vector<std::uint32_t> longest((n + 1) * (m + 1), 0);
    const auto at = [&](std::size_t i, std::size_t j) -> std::uint32_t& {
        return longest[i * (m + 1) + j];
    };
    for (std::size_t i = n; i-- > 0;)
        for (std::size_t j = m; j-- > 0;)
            at(i, j) = a[i] == b[j] ? at(i + 1, j + 1) + 1 : std::max(at(i + 1, j), at(i, j + 1));
    std::vector<DiffLine> lines;
    std::string header;
    const auto add = [&](DiffLine::Kind kind, const Line& line) {
        if (line.header != header || lines.empty()) {
            header = line.header;
            if (!header.empty())
                lines.push_back({DiffLine::Kind::Header, header});
        }
        lines.push_back({kind, line.text});
    };
    for (std::size_t i = 0, j = 0; i < n || j < m;) {
        if (i < n && j < m && a[i] == b[j]) {
            ++i;
            ++j;
        } else if (j == m || (i < n && at(i + 1, j) >= at(i, j + 1))) {
            add(DiffLine::Kind::Removed, a[i++]);
        } else {
            add(DiffLine::Kind::Added, b[j++]);
        }
    }
    return lines;
}

std::string diff_text(const std::vector<DiffLine>& lines) {
    std::string text;
    for (const DiffLine& line : lines)
        text += (line.kind == DiffLine::Kind::Added     ? "+ "
                 : line.kind == DiffLine::Kind::Removed ? "- "
                                                        : "") +
                line.text + "\n";
    return text;
}

} // namespace tractwise::viewer
