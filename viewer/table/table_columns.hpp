// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "viewer/map/column_choices.hpp"
#include "viewer/panel.hpp"
#include "viewer/table/table_grid.hpp"
#include "viewer/ui/column_format.hpp"

#include <map>
#include <memory>
#include <string>
#include <vector>

namespace tractwise::viewer {

/// Which columns a table shows: the menu to choose them, and how each is written.
class TableColumns {
public:
    /// Names in the order in which they stand; before a choice, the first ones of the study.
    const std::vector<std::string>& shown(const Snapshot& snapshot);
    void choose(std::vector<std::string> names) { chosen_ = std::move(names); }
    const std::vector<std::string>& choice() const { return chosen_; }
    bool margins() const { return margins_; }
    void show_margins(bool on) { margins_ = on; }

    /// GEOID and name, the class of a map of clusters, then the columns shown; made again only when one of them has changed.
    const std::vector<GridColumn>& grid(PanelContext& in);
    /// The content of the popup.
    void draw_menu(PanelContext& in);

private:
    GridColumn made(const Snapshot& snapshot, const std::string& name, Reader reader) const;
    bool has_data(const Snapshot& snapshot, const std::string& name);
    void toggle(const Snapshot& snapshot, const std::string& name);

    std::vector<std::string> chosen_, usual_;
    std::uint64_t usual_version_ = 0;
    bool margins_ = false;
    ColumnChoices choices_;
    std::string filter_;
    bool with_data_ = true;
    std::map<std::string, bool, std::less<>> has_data_;
    std::uint64_t has_data_version_ = 0;
    std::vector<GridColumn> grid_;
    std::vector<std::string> grid_of_;
    std::shared_ptr<const study::ResultColumns> grid_results_; ///< keeps what the cells read
    std::shared_ptr<const FoundClusters> grid_clusters_;       ///< likewise
    bool grid_margins_ = false;
    Reader grid_reader_;
};

} // namespace tractwise::viewer
