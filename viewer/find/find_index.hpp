// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "viewer/map/overlays.hpp"

#include "engine/core/language.hpp"
#include "engine/tract/tract_set.hpp"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace tractwise::viewer {

/// Something that a search found.
struct FindHit {
    enum class Kind { Coordinates, Tract, Area, Place, Stop, Facility };
    Kind kind = Kind::Tract;
    std::string title, detail;
    std::uint32_t first = 0, last = 0; ///< Tract: `first`; Area: rows first .. last - 1
    geo::LonLat place{};               ///< the others
    bool swapped = false;              ///< Coordinates: longitude stood first
    int score = 0;                     ///< 0 exact, 1 starts so, 2 a word starts so, 3 contains
};

/// Everything that has a name or a number, ready to be searched.
///
///     const FindIndex index({.tracts = tracts, .overlays = overlays, .stops = stops});
///     for (const FindHit& hit : index.search("31", 8, Language::English)) menu.add(hit.title);
///
/// Finds GEOIDs or parts of them, tract numbers ("31", "Census Tract 102.01"), counties by code
/// or name, the region by name, places, stops, facilities (accents and case do not matter, every word must
/// occur), and coordinates (typed_place.hpp). Best first; with the same fit, areas before tracts
/// before places. Cost: a search in 85,000 tracts and 30,000 places 1 ms at
/// most; made once per set of results.
class FindIndex {
public:
    struct Stop {
        std::string name;
        geo::LonLat place;
    };
    struct Input {
        std::shared_ptr<const tract::TractSet> tracts;
        std::shared_ptr<const Overlays> overlays; ///< may be null
        std::vector<Stop> stops;
    };

    FindIndex() = default;
    explicit FindIndex(Input input);
    std::vector<FindHit> search(std::string_view text, std::size_t most, Language language) const;

private:
    void find_tracts(std::string_view digits, std::vector<FindHit>& hits) const;
    void find_areas(std::string_view text, std::vector<FindHit>& hits, Language language) const;
    void find_names(std::string_view text, std::vector<FindHit>& hits, Language language) const;
    FindHit tract(std::uint32_t row, int score) const;

    struct Named {
        std::string folded;
        FindHit hit;
        double people = 0;
    };
    Input input_;
    std::vector<std::pair<std::string, std::uint32_t>> numbers_; ///< "102.01", sorted
    std::string joined_ids_;                                     ///< one GEOID a line
    std::vector<std::size_t> line_;                              ///< where each begins
    std::vector<std::string> folded_counties_; ///< names, in the order of the tracts' counties
    std::vector<Named> named_;
};

/// Lower case without accents: "Peñón" -> "penon". Letters of Latin-1 only.
std::string folded(std::string_view text);
/// "17031010201" -> "102.01": the number that a tract is called by; empty for other ids.
std::string tract_number(std::string_view geoid);

} // namespace tractwise::viewer
