// SPDX-License-Identifier: Apache-2.0
#include "engine/needs/compared_places.hpp"

#include "engine/core/error.hpp"
#include "engine/core/text.hpp"
#include "engine/study/data_folders.hpp"
#include "engine/tract/states.hpp"

#include <algorithm>
#include <set>

#include <fmt/format.h>

namespace tractwise::needs {
namespace {

constexpr Text kAllRead{"All tracts read", "Todos los sectores leídos"};
constexpr Text kTheState{"the state", "el estado"};
constexpr Text kCountyAnd{"{} and {}", "{} y {}"};
constexpr Text kStateSame{"No column for {}: the tract file of the study has {} only.",
                          "Sin columna para {}: el archivo de sectores del estudio solo tiene {}."};
constexpr Text kStateSeveral{"No column for a state: the study has tracts of several.",
                             "Sin columna para un estado: el estudio tiene sectores de varios."};
constexpr Text kStateFailed{"No column for {}: {}.", "Sin columna para {}: {}."};

bool is_table_layer(const layer::LayerCatalog& catalog, const std::string& id) {
    const layer::Layer* layer = catalog.find(id);
    using Kind = layer::LayerInfo::Need::Kind;
    return layer != nullptr &&
           std::all_of(layer->info().needs.begin(), layer->info().needs.end(),
                       [](const layer::LayerInfo::Need& need) { return need.kind == Kind::Rows; });
}

} // namespace

ComparedPlaces::ComparedPlaces(std::shared_ptr<const study::Results> results, Against against,
                               Reader reader)
    : results_(std::move(results)), against_(against), reader_(reader) {}

void ComparedPlaces::read_state(const layer::LayerCatalog& catalog, const Progress& progress) {
    if (!against_.state)
        return;
    std::set<std::string> states;
    for (const tract::County& county : results_->tracts->counties())
        states.insert(county.code.substr(0, 2));
    if (states.size() != 1) {
        left_out_.emplace_back(kStateSeveral.in(reader_));
        return;
    }
    state_name_ = tract::state_name(*states.begin());
    if (!tract::is_state_code(*states.begin())) // a county that was made up
        state_name_ = kTheState.in(reader_);
    if (results_->tracts->region().prefixes.empty())
        return; // everything is read already
    study::Study whole = results_->study;
    whole.region = {state_name_, {*states.begin()}};
    whole.demand.clear(); // survey tables need no homes
    whole.index.reset();
    whole.siting.reset();
    std::erase_if(whole.layers, [&](const study::LayerChoice& choice) {
        return !is_table_layer(catalog, choice.id);
    });
    try {
        study::Session session(catalog, study::data_folders("recipes"));
        session.update(std::move(whole));
        state_ = session.run(progress, study::Session::Stage::Layers);
    } catch (const Error& error) {
        if (error.kind() == ErrorKind::Canceled)
            throw;
        left_out_.push_back(
            fmt::format(fmt::runtime(kStateFailed.in(reader_)), state_name_, error.message()));
        return;
    }
    if (state_->tracts->size() == results_->tracts->size()) {
        left_out_.push_back(fmt::format(fmt::runtime(kStateSame.in(reader_)), state_name_,
                                        results_->study.region.name.empty()
                                            ? results_->study.title
                                            : results_->study.region.name));
        state_.reset();
    }
}

std::string ComparedPlaces::county_names(const std::vector<std::size_t>& counties) const {
    const auto& all = results_->tracts->counties();
    if (counties.size() == 2)
        return fmt::format(fmt::runtime(kCountyAnd.in(reader_)), all[counties[0]].name,
                           all[counties[1]].name);
    std::vector<std::string> names;
    for (const std::size_t county : counties)
        names.push_back(all[county].name);
    return join(names, ", ");
}

std::vector<Place> ComparedPlaces::places_for(const area::Area& area) const {
    std::vector<Place> places = {{"area", area.name, results_, area}};
    const tract::TractSet& tracts = *results_->tracts;
    std::vector<std::size_t> counties;
    area::Area home = area::of_tracts(*results_, {}, {});
    for (std::size_t c = 0; c < tracts.counties().size(); ++c) {
        const tract::County& county = tracts.counties()[c];
        const auto first = static_cast<std::ptrdiff_t>(county.first),
                   last = static_cast<std::ptrdiff_t>(county.last);
        if (std::none_of(area.inside.begin() + first, area.inside.begin() + last,
                         [](double share) { return share > 0; }))
            continue;
        counties.push_back(c);
        std::fill(home.inside.begin() + first, home.inside.begin() + last, 1.0);
    }
    constexpr std::size_t kMostCounties = 3; // more would be a name that nobody reads
    const area::Area everything = area::everything(*results_, kAllRead.in(reader_));
    const bool one_county = home.inside == everything.inside;
    const std::string& region = results_->study.region.name;
    if (against_.county && counties.size() <= kMostCounties && home.inside != area.inside) {
        home.name = one_county && !region.empty() ? region : county_names(counties);
        places.push_back({"county", home.name, results_, home});
    }
    if (state_)
        places.push_back({"state", state_name_, state_, area::everything(*state_, state_name_)});
    if (against_.all && !(against_.county && one_county) && everything.inside != area.inside)
        places.push_back({"all", region.empty() ? everything.name : region, results_, everything});
    return places;
}

} // namespace tractwise::needs
