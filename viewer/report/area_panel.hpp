// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "viewer/panel.hpp"
#include "viewer/report/area_numbers.hpp"
#include "viewer/report/named_areas.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace tractwise::viewer {

/// The selection's numbers with margins, beside those of its county and of everything that is read,
/// in the drawer below the map; each of them as a sentence for the clipboard.
class AreaPanel final : public Panel {
public:
    void draw(PanelContext& in) override;

private:
    void refresh(PanelContext& in);
    void draw_choosers(PanelContext& in); ///< areas by name, and saved ones
    void draw_title(PanelContext& in);
    void draw_table(PanelContext& in);
    void draw_row(PanelContext& in, std::size_t row);

    // Made again with new results, another selection, language or units.
    std::optional<AreaNumbers> numbers_;
    std::optional<Activity::Failure> failure_;
    std::uint64_t results_version_ = 0, selection_version_ = 0;
    Reader reader_;
    std::map<std::string, std::vector<std::string>> saved_; ///< that the name was looked up in

    NamedAreas named_;
    std::string save_as_; ///< as it is typed
};

} // namespace tractwise::viewer
