// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/core/progress.hpp"
#include "engine/core/reader.hpp"
#include "engine/layer/layer.hpp"
#include "engine/needs/places.hpp"
#include "engine/study/session.hpp"

#include <memory>
#include <string>
#include <vector>

namespace tractwise::needs {

/// What an area may be held against.
struct Against {
    bool county = true, state = true, all = true;
    friend bool operator==(const Against&, const Against&) = default;
};

/// What an area is held against: its county, its state, and everything that the study reads.
///
///     ComparedPlaces compared(results, {.state = true}, reader);
///     compared.read_state(catalog, progress);            // as long as a run of the whole state takes
///     choice.places = compared.places_for(area);         // the area first
///
/// The state comes from the same files, read once more without the limit of the region: survey
/// tables often hold all of it. Where they do not, left_out() says so; without read_state() there is
/// no state. A place that is the same as another one is not told twice.
class ComparedPlaces {
public:
    ComparedPlaces(std::shared_ptr<const study::Results> results, Against against, Reader reader);
    /// Nothing where the state is not asked for. Error(Canceled) where it was stopped.
    void read_state(const layer::LayerCatalog& catalog, const Progress& progress);

    std::vector<Place> places_for(const area::Area& area) const;
    const std::vector<std::string>& left_out() const { return left_out_; }

private:
    std::string county_names(const std::vector<std::size_t>& counties) const;

    std::shared_ptr<const study::Results> results_, state_;
    Against against_;
    std::string state_name_;
    Reader reader_;
    std::vector<std::string> left_out_;
};

} // namespace tractwise::needs
