// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/core/error.hpp"
#include "engine/layer/layer.hpp"
#include "engine/tract/acs_columns.hpp"

#include <compare>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace tractwise::layer {

/// The sources that a study gives for one role, and the columns read from them, each once.
///
///     RoleSources acs(in, {"acs_detail", "acs_profile"});
///     if (auto places = acs.find_all({"B25002_003E", "B25002_001E"}, 0))
///         const auto& vacant = acs.numbers(places->front());     // per tract, with reasons
///
/// Keeps references to the context.
class RoleSources {
public:
    struct Numbers {
        std::vector<double> values; ///< per tract
        std::vector<io::Missing> reasons;
    };
    struct Place {
        std::size_t source, column;
        friend auto operator<=>(const Place&, const Place&) = default;
    };

    RoleSources(const LayerContext& in, const std::vector<std::string>& ids);

    std::size_t size() const { return sources_.size(); }
    bool empty() const { return sources_.empty(); }
    const io::SourceSpec& spec(std::size_t source) const { return *sources_[source].spec; }
    std::string title(std::size_t source) const; ///< for people: the title, else the id
    std::string names() const;                   ///< ids, comma separated

    /// A column by its name, a cell of the ACS by its code in the year `codes_of`
    /// (tract/acs_columns.hpp).
    std::optional<Place> find_in(std::size_t source, std::string_view column,
                                 int codes_of = 0) const;
    /// The places of all columns, preferring one source that has them all.
    std::optional<std::vector<Place>> find_all(const std::vector<std::string>& columns,
                                               int codes_of) const;
    /// Why a cell that could be here is not read: its label says something else, or the year of the
    /// file is not known. Nothing where no source could have it.
    std::optional<Error> refusal(const std::vector<std::string>& columns, int codes_of) const;

    std::optional<Place> margin_of(Place place, std::string_view column) const;
    /// The column by its usual name: "DP05_0096E".
    std::string name_of(Place place) const;

    /// What the cells of a column hold: a number, or the limits of an interval, of which one is read.
    enum class Content { Number, LowLimit, HighLimit };

    /// Values of the region's tracts. Tracts without a row in this source are read from the next
    /// one that holds the same `cell` (one file per county or state), as a note; not from another
    /// release of the ACS. Findings: "not-a-number", "rows-from-another-source". Error(Input) for
    /// a column that mixes percent signs with plain numbers. The reference stays valid.
    const Numbers& numbers(Place place, std::string_view cell, int codes_of = 0,
                           Content content = Content::Number);
    /// Error(Input) where a cell of a column of counts has a percent sign.
    void refuse_percent(Place place) const;
    /// The largest value over every row of the file: a small region may hold small percents only.
    double largest(Place place) const;

private:
    struct Source {
        const io::SourceSpec* spec;
        std::shared_ptr<const io::Table> table;
        std::shared_ptr<const tract::RowMatch> match;
        tract::AcsColumns acs;
        bool svi;
    };
    Numbers read(Place place, Content content) const;
    void fill(Numbers& numbers, Place place, std::string_view cell, int codes_of, Content content);

    const LayerContext& in_;
    std::vector<Source> sources_;
    std::map<std::pair<Place, Content>, Numbers> cache_;
    std::set<std::pair<std::size_t, std::size_t>> filled_; ///< said already: from whom, for whom
};

} // namespace tractwise::layer
