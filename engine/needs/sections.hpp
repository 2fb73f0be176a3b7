// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/needs/report.hpp"
#include "engine/needs/wording.hpp"

#include <optional>
#include <string>
#include <vector>

// Private to engine/needs: the sections of the report. Each is absent where it has nothing to say.

namespace tractwise::needs {

/// Where sentences come from, numbered in the order in which they are first told.
class SourceList {
public:
    std::size_t number_of(const std::string& source);
    const std::vector<std::string>& titles() const { return titles_; }

private:
    std::vector<std::string> titles_;
};

/// What every section may look at, and the two lists that all of them add to.
struct Telling {
    const study::ResultColumns& columns;
    const map::Overlays& overlays;
    const ReportChoice& choice;
    SourceList sources;
    std::vector<std::string> absent; ///< columns and whole sections that the report would have told

    const study::Results& results() const { return columns.results(); }
    const Place& area() const { return choice.places.front(); }
    Reader reader() const { return choice.reader; }
    Language language() const { return choice.reader.language; }
    /// Sentences name their sources by number.
    Cite cite() {
        return [this](const std::string& source) {
            return "[" + std::to_string(sources.number_of(source)) + "]";
        };
    }
    std::string say(Text text) const { return text.in(language()); }
};

Section summary_section(Telling& tell);
std::optional<Section> measure_section(Telling& tell, const MeasureSection& asked);
std::optional<Section> index_section(Telling& tell);
std::optional<Section> groups_section(Telling& tell);
std::optional<Section> together_section(Telling& tell);
std::optional<Section> near_section(Telling& tell);
std::optional<Section> plan_section(Telling& tell);
std::optional<Section> change_section(Telling& tell);
Section tracts_section(Telling& tell);
Section gaps_section(Telling& tell);
Section methods_section(Telling& tell);
Section sources_section(Telling& tell);

/// A map of a column with the area outlined; `title` is what the column is called. Places would hide
/// the tracts at this size, so there are none but the stops, where they are asked for.
Figure area_map(const Telling& tell, const std::string& column, const std::string& title,
                bool with_stops = false);
/// Shares of the first place with their margins, beside those of the others.
std::optional<Figure> share_chart(const Telling& tell, const std::vector<MeasuredRow>& rows,
                                  std::string caption);

} // namespace tractwise::needs
