// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "viewer/ui/widgets.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace tractwise::viewer::ui {

/// A small table in a panel: words left in the first column, which takes the room that the others
/// leave, numbers right-aligned below each other. Columns that find no room are left out, the last
/// ones first, so put what matters most first.
///
///     DataRows rows(ui, {{{"Stop", "Parada"}, 0}, {{"newly", "nuevas"}, 64}, {{"shared", "comunes"}, 64}});
///     rows.header();
///     if (rows.row("site.row.1", {"Lincoln School", "412", "38"}).clicked) ...
class DataRows {
public:
    struct Column {
        Text title;
        double width = 64; ///< units; of the first one it does not count
        Text help{"", ""};
    };
    /// `least_first`: units below which the first column does not shrink while others can go.
    DataRows(Ui& ui, std::vector<Column> columns, double least_first = 110);

    void header();
    struct Row {
        bool clicked = false, hovered = false;
        ImVec2 least, greatest; ///< of the whole row
    };
    struct Look {
        double lead = 0;  ///< units kept free at the left, for a sign
        double below = 0; ///< units kept free under the texts, for a bar
        bool selected = false, pickable = true;
        ImU32 first_color = 0, second_color = 0; ///< of the first and second cell; 0: text
    };
    Row row(std::string_view id, const std::vector<std::string>& cells, const Look& look);
    Row row(std::string_view id, const std::vector<std::string>& cells) {
        return row(id, cells, Look{});
    }
    /// How many columns found room, the first included.
    std::size_t columns() const { return shown_; }

private:
    float right_of(std::size_t column) const; ///< from the row's left

    Ui& ui_;
    std::vector<Column> columns_;
    std::size_t shown_ = 0;
    float width_ = 0, first_ = 0;
};

} // namespace tractwise::viewer::ui
