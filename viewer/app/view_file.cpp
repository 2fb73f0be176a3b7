// SPDX-License-Identifier: Apache-2.0
#include "viewer/app/view_file.hpp"

#include "engine/core/atomic_file.hpp"
#include "engine/core/error.hpp"
#include "engine/core/text.hpp"
#include "engine/core/toml_text.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace tractwise::viewer {
namespace {

const std::vector<std::string> kSideWords = {"map", "weigh", "site", "findings", "sources"};
const std::vector<std::string> kDrawerWords = {"closed", "charts", "table", "area"};
const std::vector<std::string> kCompareWords = {"off", "side_by_side", "difference"};

template <typename Enum>
std::string word(Enum value, const std::vector<std::string>& words) {
    return toml_quote(words[static_cast<std::size_t>(value)]);
}

} // namespace

ConfigTable view_table(const Document& document, const ViewState& view, const Snapshot* shown,
                       const std::map<std::string, std::string>& panels) {
    const ConfigTable& before = document.study.view;
    std::string text;
    for (const char* key : {"streets", "water", "places"})
        if (before.has(key))
            text += fmt::format("{} = {}\n", key, toml_quote(before.text(key)));
    text += fmt::format("side = {}\ndrawer = {}\n", word(view.side, kSideWords),
                        word(view.drawer, kDrawerWords));
    if (view.compare != Compare::Off)
        text += fmt::format("compare = {}\ncompare_with = {}\n", word(view.compare, kCompareWords),
                            toml_quote(view.compare_with));
    if (shown != nullptr) {
        const tract::TractSet& tracts = *shown->results->tracts;
        if (view.pinned && *view.pinned < tracts.size())
            text += fmt::format("pinned = {}\n", toml_quote(tracts.geoid(*view.pinned)));
        if (!view.selection.empty() && view.selection.count() <= kMostSelected) {
            text += "selected = [";
            for (const std::uint32_t row : view.selection.selected())
                text += toml_quote(tracts.geoid(row)) + ", ";
            text += "]\n";
        }
        const geo::LonLat middle = shown->geometry->projection.inverse(view.camera.center);
        text += fmt::format("[camera]\nlon = {:.6f}\nlat = {:.6f}\nmetres_per_pixel = {:.4f}\n",
                            middle.lon, middle.lat, view.camera.meters_per_pixel);
    } else if (before.has("camera")) {
        text += before.table("camera").to_toml("camera");
    }
    text += document.style.to_toml("map") + document.clusters.to_toml("clusters") +
            document.moved.to_toml("stops");
    if (!document.areas.empty()) {
        text += "[areas]\n";
        for (const auto& [name, ids] : document.areas)
            text += fmt::format("{} = {}\n", toml_quote(name), toml_list(ids));
    }
    for (const auto& [name, lines] : panels)
        if (!lines.empty())
            text += fmt::format("\n[{}]\n{}\n", name, lines);
    return ConfigTable::parse(text, "view");
}

void restore_view(const ConfigTable& saved, ViewState& view) {
    view.side = static_cast<Side>(saved.choice("side", kSideWords, 0));
    view.drawer = static_cast<Drawer>(saved.choice("drawer", kDrawerWords, 0));
    view.compare = static_cast<Compare>(saved.choice("compare", kCompareWords, 0));
    view.compare_with = saved.text("compare_with", "");
}

bool restore_on_map(const ConfigTable& saved, const Snapshot& shown, ViewState& view) {
    const tract::TractSet& tracts = *shown.results->tracts;
    if (const std::optional<std::string> pinned = saved.text_if("pinned"))
        if (const std::optional<std::size_t> row = tracts.find(*pinned))
            view.pinned = static_cast<std::uint32_t>(*row);
    std::vector<std::uint32_t> rows;
    for (const std::string& geoid : saved.texts("selected"))
        if (const std::optional<std::size_t> row = tracts.find(geoid))
            rows.push_back(static_cast<std::uint32_t>(*row));
    view.selection.apply(rows, Selection::Mode::Replace);
    if (!saved.has("camera"))
        return false;
    const ConfigTable camera = saved.table("camera");
    const double scale = camera.number("metres_per_pixel", 0);
    if (!(scale > 0))
        return false;
    view.camera.center =
        shown.geometry->projection.forward({camera.number("lon", 0), camera.number("lat", 0)});
    view.camera.meters_per_pixel = std::clamp(scale, view.camera.closest, view.camera.farthest);
    return true;
}

void read_preferences(const std::filesystem::path& folder, ViewState& view) {
    const std::filesystem::path file = folder / "preferences.toml";
    if (folder.empty() || !std::filesystem::exists(file))
        return;
    try {
        const ConfigTable saved = ConfigTable::read(file);
        view.language =
            saved.text("language", "en") == "es" ? Language::Spanish : Language::English;
        view.units = units_named(saved.text("units", ""));
        view.dark = saved.flag("dark", false);
        view.text_scale = std::clamp(saved.number("text_scale", 1), 0.7, 2.5);
    } catch (const Error&) {
        // A damaged file of preferences must not keep anybody from their study: it is written anew.
    }
}

void write_preferences(const std::filesystem::path& folder, const ViewState& view) {
    if (folder.empty())
        return;
    std::filesystem::create_directories(folder);
    std::string text =
        fmt::format("language = {}\ndark = {}\ntext_scale = {}\n",
                    toml_quote(name_of(view.language)), view.dark, format_number(view.text_scale));
    if (view.units)
        text += fmt::format("units = {}\n", toml_quote(name_of(*view.units)));
    write_text_file(folder / "preferences.toml", text);
}

} // namespace tractwise::viewer
