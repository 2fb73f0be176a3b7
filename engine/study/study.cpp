// SPDX-License-Identifier: Apache-2.0
#include "engine/study/study.hpp"

#include "engine/core/toml_text.hpp"

#include "engine/core/error.hpp"
#include "engine/core/text.hpp"
#include "engine/io/calendar.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace tractwise::study {
namespace {

namespace fs = std::filesystem;

const std::vector<std::string> kFormats = {"csv", "gpkg", "geojson", "xlsx"};

tract::Region parse_region(const ConfigTable& table) {
    table.allow({"name", "states", "counties", "tracts"});
    tract::Region region;
    region.name = table.text("name", "");
    struct Kind {
        const char* key;
        std::size_t digits;
    };
    for (const Kind& kind : {Kind{"states", 2}, Kind{"counties", 5}, Kind{"tracts", 11}})
        for (const std::string& prefix : table.texts(kind.key)) {
            if (prefix.size() != kind.digits ||
                prefix.find_first_not_of("0123456789") != std::string::npos)
                table.fail(
                    kind.key, fmt::format("\"{}\" is not a {}-digit code", prefix, kind.digits),
                    "codes are texts with their leading zero, such as counties = [\"01001\"]");
            region.prefixes.push_back(prefix);
        }
    return region;
}

void require_source_at(const Study& study, const std::string& where, const std::string& id) {
    if (study.sources.contains(id))
        return;
    std::vector<std::string> known;
    for (const auto& [name, spec] : study.sources)
        known.push_back(name);
    throw Error(ErrorKind::Usage, fmt::format("there is no source \"{}\"", id),
                {.where = where,
                 .hint = suggestion(id, known) +
                         fmt::format("; sources are declared as [sources.{}]", id)});
}

void require_source(const Study& study, const ConfigTable& table, const std::string& key,
                    const std::string& id) {
    require_source_at(study, table.where(key), id);
}

// The recipe named by a study may be a file beside it.
std::string resolve_recipe(const std::string& recipe, const fs::path& folder) {
    if (!recipe.ends_with(".toml"))
        return recipe;
    return fs::absolute(folder / recipe).lexically_normal().string();
}

} // namespace

Study Study::read(const fs::path& file) {
    Study study = parse(ConfigTable::read(file), fs::absolute(file).parent_path());
    study.file = fs::absolute(file).lexically_normal();
    return study;
}

Study Study::parse(const ConfigTable& table, const fs::path& folder) {
    table.allow({"title", "date", "units", "region", "tracts", "demand", "sources", "layers",
                 "columns", "index", "siting", "areas", "outputs", "map", "view"});
    Study study;
    study.title = table.text("title", "");
    study.date = table.text("date", "");
    if (table.has("date") && !io::parse_iso_day(study.date))
        table.fail("date", fmt::format("\"{}\" is no day of the form 2024-06-30", study.date),
                   "it is the day that open and closed refer to; leave it out for today");
    if (table.has("units"))
        study.units = table.choice("units", {"us", "metric"}, 0) == 1 ? Units::Metric : Units::Us;
    study.region = parse_region(table.table("region"));
    const ConfigTable sources = table.table("sources");
    for (const std::string& id : sources.keys())
        study.sources.emplace(id, io::parse_source(id, sources.table(id), folder));
    for (const std::string& id : sources.keys())
        if (const std::string& walk = study.sources.at(id).crosswalk.source; !walk.empty())
            require_source(study, sources.table(id), "crosswalk", walk);

    const ConfigTable tracts = table.table("tracts");
    tracts.allow({"source"});
    if (!table.has("tracts"))
        table.fail("tracts", "the study names no tracts",
                   "add [tracts] with source = \"ID of a polygon source\"");
    study.tracts = tracts.text("source");
    require_source(study, tracts, "source", study.tracts);

    const ConfigTable demand = table.table("demand");
    demand.allow({"source", "join"});
    if (table.has("demand")) {
        study.demand = demand.text("source");
        require_source(study, demand, "source", study.demand);
        study.demand_join =
            static_cast<tract::DemandPoints::Join>(demand.choice("join", {"id", "place"}, 0));
    }
    const ConfigTable layers = table.table("layers");
    for (const std::string& id : layers.keys())
        study.layers.push_back({id, layers.table(id)});
    const ConfigTable columns = table.table("columns");
    for (const std::string& name : columns.keys()) {
        const ConfigTable declared = columns.table(name);
        study.columns.push_back(layer::OwnColumn::parse(name, declared));
        require_source(study, declared, "source", study.columns.back().source);
    }
    if (table.has("index")) {
        study.index = IndexChoice::parse(table.table("index"));
        study.index->recipe = resolve_recipe(study.index->recipe, folder);
    }
    if (table.has("siting")) {
        study.siting = plan::SitingChoice::parse(table.table("siting"));
        for (const plan::SitingChoice::NamedSource& named : study.siting->sources())
            require_source_at(study, named.where, named.id);
    }
    const ConfigTable outputs = table.table("outputs");
    outputs.allow({"folder", "formats"});
    study.out = outputs.text("folder", "out");
    if (outputs.has("formats"))
        study.formats = outputs.texts("formats");
    for (const std::string& format : study.formats)
        if (std::find(kFormats.begin(), kFormats.end(), format) == kFormats.end())
            outputs.fail("formats", fmt::format("\"{}\" is not a known format", format),
                         suggestion(format, kFormats));
    const ConfigTable areas = table.table("areas");
    areas.allow({"sources"});
    study.areas = areas.texts("sources");
    for (const std::string& id : study.areas)
        require_source(study, areas, "sources", id);
    study.maps = table.table("map");
    study.view = table.table("view");
    return study;
}

bool operator==(const Study& a, const Study& b) {
    return a.title == b.title && a.date == b.date && a.units == b.units && a.region == b.region &&
           a.tracts == b.tracts && a.demand == b.demand && a.demand_join == b.demand_join &&
           a.sources == b.sources && a.layers == b.layers && a.columns == b.columns &&
           a.index == b.index && a.siting == b.siting && a.out == b.out && a.formats == b.formats;
}

namespace {

void write_source(TomlText& out, const io::SourceSpec& source) {
    out.header("sources." + toml_key(source.id));
    out.text("path", source.path);
    out.text("nodes", source.nodes);
    out.text("layer", source.layer);
    out.text("title", source.title);
    out.text("licence", source.license);
    out.text("url", source.url);
    if (source.vintage)
        out.raw(fmt::format("vintage = {}\n", *source.vintage));
    if (source.year)
        out.raw(fmt::format("year = {}\n", *source.year));
    out.list("id", source.id_columns);
    out.text("county", source.county);
    if (source.header)
        out.raw(fmt::format("header = {}\n", *source.header));
    out.text("lon", source.lon);
    out.text("lat", source.lat);
    out.text("x", source.x);
    out.text("y", source.y);
    out.text("wkt", source.wkt);
    out.text("crs", source.crs);
    if (!source.where.empty()) {
        std::vector<std::string> parts;
        for (const auto& [column, values] : source.where)
            parts.push_back(toml_key(column) + " = " + toml_list(values));
        out.raw("where = { " + join(parts, ", ") + " }\n");
    }
    out.text("open", source.open);
    if (const auto& trips = source.trips; trips != io::SourceSpec::Trips{}) {
        std::vector<std::string> parts;
        for (const auto& [key, value] :
             {std::pair{"origin", &trips.origin}, std::pair{"destination", &trips.destination},
              std::pair{"cost", &trips.cost}, std::pair{"unit", &trips.unit}})
            if (!value->empty())
                parts.push_back(fmt::format("{} = {}", key, toml_quote(*value)));
        out.raw("trips = { " + join(parts, ", ") + " }\n");
    }
    out.list("sum", source.sum);
    if (const auto& walk = source.crosswalk; !walk.source.empty()) {
        std::string line = "crosswalk = { source = " + toml_quote(walk.source);
        if (!walk.counts.empty())
            line += ", counts = " + toml_list(walk.counts);
        if (!walk.rates.empty())
            line += ", rates = " + toml_list(walk.rates);
        if (!walk.universe.empty())
            line += ", universe = " + toml_quote(walk.universe);
        out.raw(line + " }\n");
    }
}

} // namespace

std::string Study::to_toml() const {
    TomlText text;
    text.text("title", title);
    text.text("date", date);
    if (units)
        text.text("units", std::string(name_of(*units)));
    text.header("region");
    text.text("name", region.name);
    std::vector<std::string> by_digits[3];
    for (const std::string& prefix : region.prefixes)
        by_digits[prefix.size() == 2 ? 0 : prefix.size() == 5 ? 1 : 2].push_back(prefix);
    text.list("states", by_digits[0]);
    text.list("counties", by_digits[1]);
    text.list("tracts", by_digits[2]);
    text.header("tracts");
    text.text("source", tracts);
    if (!demand.empty()) {
        text.header("demand");
        text.text("source", demand);
        if (demand_join == tract::DemandPoints::Join::Place)
            text.text("join", "place");
    }
    for (const auto& [id, source] : sources)
        write_source(text, source);
    for (const LayerChoice& layer : layers) {
        text.header("layers." + toml_key(layer.id));
        if (!layer.options.empty())
            text.raw(layer.options.to_toml() + "\n");
    }
    for (const layer::OwnColumn& column : columns)
        text.raw(column.to_toml());
    if (index)
        text.raw(index->to_toml());
    if (siting)
        text.raw("\n" + siting->to_toml());
    text.header("outputs");
    text.text("folder", out);
    text.list("formats", formats);
    if (!areas.empty()) {
        text.header("areas");
        text.list("sources", areas);
    }
    std::string whole = text.take();
    if (!maps.empty())
        whole += "\n" + maps.to_toml("map");
    if (!view.empty())
        whole += "\n" + view.to_toml("view");
    return whole;
}

std::optional<Study> straight_lines(const Study& study) {
    Study straight = study;
    bool changed = false;
    for (LayerChoice& layer : straight.layers)
        if (layer.options.has("cost")) {
            // What layers/travel.hpp reads.
            layer.options = layer.options.without(
                {"cost", "streets", "no_vehicle", "direction", "id", "e2sfca"});
            changed = true;
        }
    straight.siting.reset();
    return changed ? std::optional(straight) : std::nullopt;
}

} // namespace tractwise::study
