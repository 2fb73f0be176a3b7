// SPDX-License-Identifier: Apache-2.0
#include "viewer/ui/data_rows.hpp"

#include <algorithm>

namespace tractwise::viewer::ui {
namespace {

constexpr double kGap = 8;

} // namespace

DataRows::DataRows(Ui& ui, std::vector<Column> columns, double least_first)
    : ui_(ui), columns_(std::move(columns)), shown_(columns_.size()),
      width_(ImGui::GetContentRegionAvail().x) {
    const auto rest = [&] {
        float taken = 0;
        for (std::size_t c = 1; c < shown_; ++c)
            taken += ui_.px(columns_[c].width + kGap);
        return width_ - taken;
    };
    while (shown_ > 2 && rest() < ui_.px(least_first))
        --shown_;
    first_ = std::max(rest(), ui_.px(40));
}

float DataRows::right_of(std::size_t column) const {
    float right = first_;
    for (std::size_t c = 1; c <= column; ++c)
        right += ui_.px(columns_[c].width + kGap);
    return right;
}

void DataRows::header() {
    ImGui::PushFont(ui_.fonts.small);
    const ImVec2 least = ImGui::GetCursorScreenPos();
    const float height = ImGui::GetTextLineHeight() + ui_.px(4);
    ImDrawList& list = *ImGui::GetWindowDrawList();
    for (std::size_t c = 0; c < shown_; ++c) {
        const float room = c == 0 ? first_ : ui_.px(columns_[c].width + kGap - 2);
        const std::string full = ui_.tr(columns_[c].title);
        const std::string title = fitted(full, room);
        const float width = ImGui::CalcTextSize(title.c_str()).x;
        const float x = c == 0 ? least.x : least.x + right_of(c) - width;
        list.AddText({x, least.y}, ui_.colors().muted, title.c_str());
        const std::string help = ui_.tr(columns_[c].help);
        if (!help.empty() || title != full) {
            ImGui::SetCursorScreenPos({x, least.y});
            ImGui::Dummy({std::max(width, 1.0F), height});
            tooltip(ui_, help.empty() ? full : help);
        }
    }
    list.AddLine({least.x, least.y + height}, {least.x + width_, least.y + height},
                 ui_.colors().line);
    ImGui::SetCursorScreenPos(least);
    ImGui::Dummy({width_, height});
    ImGui::PopFont();
}

DataRows::Row DataRows::row(std::string_view id, const std::vector<std::string>& cells,
                            const Look& look) {
    Row row;
    const float line = ImGui::GetTextLineHeight();
    const float pad = ui_.px(4);
    row.least = ImGui::GetCursorScreenPos();
    row.greatest = {row.least.x + width_, row.least.y + line + 2 * pad + ui_.px(look.below)};
    const ImVec2 size{std::max(width_, 1.0F), row.greatest.y - row.least.y};
    ImDrawList& list = *ImGui::GetWindowDrawList();
    if (look.pickable) {
        row.clicked = ui::hit_area(std::string(id).c_str(), size);
        row.hovered = ImGui::IsItemHovered() || ImGui::IsItemFocused();
    } else {
        ImGui::Dummy(size);
    }
    note_item(ui_, id);
    const Colors& c = ui_.colors();
    if (look.selected || row.hovered)
        list.AddRectFilled({row.least.x - ui_.px(4), row.least.y},
                           {row.greatest.x + ui_.px(4), row.greatest.y},
                           look.selected ? c.accent_soft : c.hover, ui_.px(4));
    const std::string full = cells.empty() ? std::string() : cells.front();
    const std::string shown = fitted(full, first_ - ui_.px(look.lead + 4));
    if (shown != full)
        tooltip(ui_, full);
    const float y = row.least.y + pad;
    list.AddText({row.least.x + ui_.px(look.lead), y},
                 look.first_color == 0 ? c.text : look.first_color, shown.c_str());
    for (std::size_t i = 1; i < std::min(cells.size(), shown_); ++i) {
        const float width = ImGui::CalcTextSize(cells[i].c_str()).x;
        list.AddText({row.least.x + right_of(i) - width, y},
                     i == 1 && look.second_color != 0 ? look.second_color : c.text,
                     cells[i].c_str());
    }
    return row;
}

} // namespace tractwise::viewer::ui
