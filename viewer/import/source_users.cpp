// SPDX-License-Identifier: Apache-2.0
#include "viewer/import/source_users.hpp"

#include "engine/core/text.hpp"

#include <algorithm>
#include <cctype>

#include <fmt/format.h>

namespace tractwise::viewer {
namespace {

constexpr Text kTracts{"tracts", "sectores"}, kPeople{"where people live", "dónde vive la gente"},
    kMap{"drawn on the map", "dibujada en el mapa"}, kPlan{"plan ({})", "plan ({})"},
    kCrosswalk{"ids of \"{}\"", "identificadores de \"{}\""};

} // namespace

std::string users_of(const study::Study& study, const std::string& source, Language language) {
    std::vector<std::string> users;
    if (study.tracts == source)
        users.emplace_back(kTracts.in(language));
    if (study.demand == source)
        users.emplace_back(kPeople.in(language));
    for (const study::LayerChoice& layer : study.layers)
        for (const std::string& key : layer.options.keys()) {
            std::vector<std::string> named;
            if (layer.options.is_table(key)) {
                const ConfigTable table = layer.options.table(key);
                if (table.has("table"))
                    named = table.texts("table");
            } else if (layer.options.is_text(key) || layer.options.is_list(key)) {
                // Only keys that name sources; "cost" may be a word of the same spelling.
                if (key != "cost" && key != "no_vehicle" && key != "direction")
                    named = layer.options.texts(key);
            }
            if (std::find(named.begin(), named.end(), source) != named.end())
                users.push_back(fmt::format("{} ({})", layer.id, key));
        }
    if (study.siting)
        for (const plan::SitingChoice::NamedSource& named : study.siting->sources())
            if (named.id == source)
                users.push_back(fmt::format(fmt::runtime(kPlan.in(language)), named.key));
    for (const auto& [id, other] : study.sources)
        if (other.crosswalk.source == source)
            users.push_back(fmt::format(fmt::runtime(kCrosswalk.in(language)), id));
    for (const char* key : {"streets", "water", "places"})
        if (study.view.text(key, key) == source)
            users.emplace_back(kMap.in(language));
    return join(users, ", ");
}

std::string new_source_id(const study::Study& study, std::string_view file_name) {
    std::string id;
    for (const char c : file_name.substr(0, file_name.find('.'))) {
        const auto letter = static_cast<unsigned char>(c);
        if (std::isalnum(letter) != 0 && letter < 0x80)
            id += static_cast<char>(std::tolower(letter));
        else if (!id.empty() && id.back() != '_')
            id += '_';
    }
    while (!id.empty() && id.back() == '_')
        id.pop_back();
    if (id.empty())
        id = "source";
    const std::string stem = id;
    for (int n = 2; study.sources.contains(id); ++n)
        id = fmt::format("{}_{}", stem, n);
    return id;
}

void give_to_layer(study::Study& study, const std::string& layer, const std::string& role,
                   const std::string& source, bool several) {
    auto found = std::find_if(study.layers.begin(), study.layers.end(),
                              [&](const study::LayerChoice& choice) { return choice.id == layer; });
    if (found == study.layers.end())
        found = study.layers.insert(study.layers.end(), study::LayerChoice{layer, ConfigTable()});
    std::vector<std::string> sources;
    if (several)
        sources = found->options.texts(role);
    if (std::find(sources.begin(), sources.end(), source) == sources.end())
        sources.push_back(source);
    std::string line = role + " = ";
    if (sources.size() == 1) {
        line += toml_quote(source);
    } else {
        for (std::size_t i = 0; i < sources.size(); ++i)
            line += (i == 0 ? "[" : ", ") + toml_quote(sources[i]);
        line += "]";
    }
    // First, so that no table of the other options swallows it.
    found->options = ConfigTable::parse(line + "\n" + found->options.without({role}).to_toml(),
                                        "[layers." + layer + "]");
}

} // namespace tractwise::viewer
