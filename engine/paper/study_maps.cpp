// SPDX-License-Identifier: Apache-2.0
#include "engine/paper/study_maps.hpp"

#include "engine/paper/paint.hpp"

#include "engine/core/error.hpp"
#include "engine/core/file_set.hpp"
#include "engine/core/text.hpp"
#include "engine/map/locator.hpp"

#include <algorithm>
#include <cstdint>
#include <optional>

#include <fmt/format.h>

namespace tractwise::paper {
namespace {

const std::vector<std::string> kFormats = {"pdf", "svg", "png"};
constexpr double kLeastDpi = 36, kMostDpi = 2400;

/// Runs what may refuse a key's value, and says where that stands.
template <typename Do>
void at_key(const ConfigTable& table, const char* key, Do act) {
    try {
        act();
    } catch (const Error& error) {
        table.fail(key, error.message(), error.hint());
    }
}

KindChoice parse_kind(const ConfigTable& table, const map::MapStyle& style) {
    KindChoice choice;
    if (table.has("kind"))
        at_key(table, "kind", [&] { choice.kind = map_kind_named(table.text("kind")); });
    choice.columns = table.texts("columns");
    if (table.has("per")) {
        choice.people_per_dot = table.number("per");
        if (!(choice.people_per_dot > 0))
            table.fail("per", "a dot stands for a number of people above 0", "per = 50");
    }
    const int seed = table.integer("seed", 1);
    if (seed < 0)
        table.fail("seed", "a seed is a whole number from 0 on");
    choice.seed = static_cast<std::uint64_t>(seed);
    at_key(table, "kind", [&] { require_usable(choice, style); });
    if (choice.kind == MapKind::Clusters)
        table.fail("kind", "a study's own maps cannot show clusters yet",
                   "tractwise map --kind clusters --out FILE, or the viewer's Export");
    return choice;
}

StudyMap parse(const std::string& name, const ConfigTable& table, const study::Study& study) {
    StudyMap map;
    map.name = name;
    if (name.empty() || name.front() == '.' || name.find_first_of("/\\:") != std::string::npos)
        throw Error(ErrorKind::Usage, fmt::format("\"{}\" cannot be the name of a map", name),
                    {.where = table.where(), .hint = "its files are called so"});
    map.style =
        map::MapStyle::parse(table.without({"kind", "columns", "per", "seed", "subtitle", "size",
                                            "orientation", "formats", "dpi", "plan", "theme"}));
    map.page.kind = parse_kind(table, map.style);
    map.page.subtitle = table.text("subtitle", "");
    if (table.has("size"))
        at_key(table, "size", [&] { map.page.sheet = sheet_named(table.text("size")); });
    if (table.has("orientation"))
        map.page.landscape = table.choice("orientation", {"portrait", "landscape"}, 0) == 1;
    map.formats = table.has("formats") ? table.texts("formats") : std::vector<std::string>{"pdf"};
    for (const std::string& format : map.formats)
        if (std::find(kFormats.begin(), kFormats.end(), format) == kFormats.end())
            table.fail("formats", fmt::format("a map cannot be written as \"{}\"", format),
                       suggestion(format, kFormats));
    map.dpi = table.number("dpi", map.dpi);
    if (!(map.dpi >= kLeastDpi && map.dpi <= kMostDpi))
        table.fail("dpi", fmt::format("a picture has {} to {} dots per inch", kLeastDpi, kMostDpi));
    map.page.plan = table.flag("plan", true);
    if (table.has("theme"))
        map.page.theme = Theme::read(study.file.parent_path() / table.text("theme"));
    return map;
}

} // namespace

std::vector<StudyMap> maps_of(const study::Study& study, Reader reader, const std::string& date) {
    std::vector<StudyMap> maps;
    for (const std::string& name : study.maps.keys()) {
        if (!study.maps.is_table(name))
            study.maps.fail(name, "a map is a table with a name", "[map.need]");
        StudyMap& map = maps.emplace_back(parse(name, study.maps.table(name), study));
        map.page.reader = reader;
        map.page.date = date;
    }
    return maps;
}

std::vector<std::string> write_maps(const std::vector<StudyMap>& maps,
                                    const study::ResultColumns& columns,
                                    const map::Overlays& overlays,
                                    const std::filesystem::path& folder, const Progress& progress) {
    FileSet set(folder, progress);
    std::vector<std::string> files;
    const std::optional<map::Locator> locator = map::read_locator(columns.results());
    for (std::size_t i = 0; i < maps.size(); ++i) {
        StudyMap map = maps[i];
        map.page.locator = locator;
        const auto share = [&](std::size_t n) {
            return static_cast<double>(n) / static_cast<double>(maps.size());
        };
        const Progress own = progress.part(share(i), share(i + 1));
        const Drawing page = map_page(columns, map.style, &overlays, map.page, own.part(0, 0.7));
        for (const std::string& format : map.formats) {
            const std::string file = map.name + "." + format;
            own.step("writing " + file, 0.7);
            write_page(set.folder() / file, page, map.dpi);
            files.push_back(file);
        }
    }
    progress.throw_if_stopped();
    set.commit(files);
    return files;
}

} // namespace tractwise::paper
