// SPDX-License-Identifier: Apache-2.0
#include "viewer/ui/widgets.hpp"

#include <array>
#include <cmath>
#include <initializer_list>

namespace tractwise::viewer::ui {
namespace {

/// Draws in a square of 24 units, as icon sets are designed.
class Pen {
public:
    Pen(ImDrawList& list, ImVec2 least, float size, ImU32 color, float scale)
        : list_(list), least_(least), unit_(size / 24), color_(color),
          width_(std::max(1.0F, 1.6F * scale)) {}

    void lines(std::initializer_list<ImVec2> points, bool closed = false) {
        for (const ImVec2& p : points)
            list_.PathLineTo(at(p));
        list_.PathStroke(color_, closed ? ImDrawFlags_Closed : ImDrawFlags_None, width_);
    }
    void circle(float x, float y, float radius) {
        list_.AddCircle(at({x, y}), radius * unit_, color_, 0, width_);
    }
    void dot(float x, float y, float radius) {
        list_.AddCircleFilled(at({x, y}), radius * unit_, color_);
    }
    void box(float x0, float y0, float x1, float y1, float round = 2) {
        list_.AddRect(at({x0, y0}), at({x1, y1}), color_, round * unit_, 0, width_);
    }
    void filled(std::initializer_list<ImVec2> points) {
        for (const ImVec2& p : points)
            list_.PathLineTo(at(p));
        list_.PathFillConvex(color_);
    }
    void arc(float x, float y, float radius, float from, float to) { // degrees
        constexpr float kRad = 3.14159265F / 180;
        list_.PathArcTo(at({x, y}), radius * unit_, from * kRad, to * kRad, 24);
        list_.PathStroke(color_, ImDrawFlags_None, width_);
    }

private:
    ImVec2 at(ImVec2 p) const { return {least_.x + p.x * unit_, least_.y + p.y * unit_}; }
    ImDrawList& list_;
    ImVec2 least_;
    float unit_;
    ImU32 color_;
    float width_;
};

} // namespace

void draw_icon(ImDrawList& list, Icon icon, ImVec2 least, float size, ImU32 color, float scale) {
    Pen pen(list, least, size, color, scale);
    switch (icon) {
    case Icon::Hand: // an arrow that points
        pen.lines({{6, 3},
                   {6, 18},
                   {10, 14.5F},
                   {12.6F, 20.5F},
                   {15.2F, 19.3F},
                   {12.6F, 13.5F},
                   {17.8F, 13.2F}},
                  true);
        break;
    case Icon::BoxSelect:
        pen.lines({{4, 8}, {4, 4}, {8, 4}});
        pen.lines({{16, 4}, {20, 4}, {20, 8}});
        pen.lines({{20, 16}, {20, 20}, {16, 20}});
        pen.lines({{8, 20}, {4, 20}, {4, 16}});
        pen.lines({{10.5F, 4}, {13.5F, 4}});
        pen.lines({{10.5F, 20}, {13.5F, 20}});
        pen.lines({{4, 10.5F}, {4, 13.5F}});
        pen.lines({{20, 10.5F}, {20, 13.5F}});
        break;
    case Icon::Lasso:
        pen.lines({{5, 13},
                   {4, 9},
                   {7, 5},
                   {13, 4},
                   {19, 6},
                   {20.5F, 10},
                   {17, 14},
                   {11, 15.5F},
                   {7.5F, 14.5F}},
                  true);
        pen.lines({{9, 15}, {10.5F, 18}, {8.5F, 21}});
        break;
    case Icon::Radius:
        pen.circle(12, 12, 8.5F);
        pen.dot(12, 12, 1.6F);
        pen.lines({{12, 12}, {18, 6}});
        break;
    case Icon::Pin:
        pen.arc(12, 9.5F, 6, 150, 390);
        pen.lines({{6.8F, 12.5F}, {12, 21}, {17.2F, 12.5F}});
        pen.dot(12, 9.5F, 2);
        break;
    case Icon::Plus:
        pen.lines({{12, 5}, {12, 19}});
        pen.lines({{5, 12}, {19, 12}});
        break;
    case Icon::Minus:
        pen.lines({{5, 12}, {19, 12}});
        break;
    case Icon::Fit:
        pen.lines({{4, 9}, {4, 4}, {9, 4}});
        pen.lines({{15, 4}, {20, 4}, {20, 9}});
        pen.lines({{20, 15}, {20, 20}, {15, 20}});
        pen.lines({{9, 20}, {4, 20}, {4, 15}});
        pen.box(8.5F, 8.5F, 15.5F, 15.5F, 1);
        break;
    case Icon::Search:
        pen.circle(10.5F, 10.5F, 6);
        pen.lines({{15, 15}, {20, 20}});
        break;
    case Icon::Undo:
        pen.lines({{9, 5}, {4.5F, 9.5F}, {9, 14}});
        pen.lines({{4.5F, 9.5F}, {14, 9.5F}});
        pen.arc(14, 14.5F, 5, -90, 90);
        pen.lines({{14, 19.5F}, {9, 19.5F}});
        break;
    case Icon::Redo:
        pen.lines({{15, 5}, {19.5F, 9.5F}, {15, 14}});
        pen.lines({{19.5F, 9.5F}, {10, 9.5F}});
        pen.arc(10, 14.5F, 5, 90, 270);
        pen.lines({{10, 19.5F}, {15, 19.5F}});
        break;
    case Icon::Save:
        pen.lines({{4, 4}, {16.5F, 4}, {20, 7.5F}, {20, 20}, {4, 20}}, true);
        pen.lines({{8, 4}, {8, 9}, {15, 9}, {15, 4}});
        pen.lines({{7.5F, 20}, {7.5F, 13.5F}, {16.5F, 13.5F}, {16.5F, 20}});
        break;
    case Icon::Open:
    case Icon::Folder:
        pen.lines({{3.5F, 19}, {3.5F, 5.5F}, {9.5F, 5.5F}, {11.5F, 8}, {20.5F, 8}, {20.5F, 19}},
                  true);
        break;
    case Icon::File:
        pen.lines({{6, 3.5F}, {14, 3.5F}, {18.5F, 8}, {18.5F, 20.5F}, {6, 20.5F}}, true);
        pen.lines({{13.5F, 3.5F}, {13.5F, 8.5F}, {18.5F, 8.5F}});
        break;
    case Icon::Export:
        pen.lines({{12, 15}, {12, 4}});
        pen.lines({{7.5F, 8.5F}, {12, 4}, {16.5F, 8.5F}});
        pen.lines({{4.5F, 14}, {4.5F, 20}, {19.5F, 20}, {19.5F, 14}});
        break;
    case Icon::Close:
        pen.lines({{6, 6}, {18, 18}});
        pen.lines({{18, 6}, {6, 18}});
        break;
    case Icon::Settings:
        pen.lines({{4, 7}, {20, 7}});
        pen.lines({{4, 17}, {20, 17}});
        pen.dot(9, 7, 2.6F);
        pen.dot(15, 17, 2.6F);
        break;
    case Icon::Layers:
        pen.lines({{12, 3.5F}, {21, 8.5F}, {12, 13.5F}, {3, 8.5F}}, true);
        pen.lines({{3, 12.5F}, {12, 17.5F}, {21, 12.5F}});
        pen.lines({{3, 16.5F}, {12, 21.5F}, {21, 16.5F}});
        break;
    case Icon::Scale: // a balance
        pen.lines({{12, 4}, {12, 20}});
        pen.lines({{7.5F, 20}, {16.5F, 20}});
        pen.lines({{4.5F, 6.5F}, {19.5F, 6.5F}});
        pen.lines({{4.5F, 6.5F}, {1.8F, 13}, {7.2F, 13}}, true);
        pen.lines({{19.5F, 6.5F}, {16.8F, 13}, {22.2F, 13}}, true);
        break;
    case Icon::Truck:
        pen.lines({{2, 6}, {14, 6}, {14, 17}, {2, 17}}, true);
        pen.lines({{14, 10}, {18.5F, 10}, {22, 13.5F}, {22, 17}, {14, 17}});
        pen.dot(7, 18, 2.2F);
        pen.dot(17.5F, 18, 2.2F);
        break;
    case Icon::List:
        for (const float y : {6.0F, 12.0F, 18.0F}) {
            pen.dot(4.5F, y, 1.4F);
            pen.lines({{8.5F, y}, {20.5F, y}});
        }
        break;
    case Icon::Book:
        pen.lines({{12, 6.5F}, {8, 4.5F}, {3, 4.5F}, {3, 18.5F}, {8, 18.5F}, {12, 20.5F}}, false);
        pen.lines({{12, 6.5F}, {16, 4.5F}, {21, 4.5F}, {21, 18.5F}, {16, 18.5F}, {12, 20.5F}},
                  false);
        pen.lines({{12, 6.5F}, {12, 20.5F}});
        break;
    case Icon::Chart:
        pen.lines({{4, 4}, {4, 20}, {20.5F, 20}});
        pen.lines({{8.5F, 16}, {8.5F, 12}});
        pen.lines({{13, 16}, {13, 6.5F}});
        pen.lines({{17.5F, 16}, {17.5F, 10}});
        break;
    case Icon::Table:
        pen.box(3.5F, 4.5F, 20.5F, 19.5F);
        pen.lines({{3.5F, 9.5F}, {20.5F, 9.5F}});
        pen.lines({{3.5F, 14.5F}, {20.5F, 14.5F}});
        pen.lines({{10, 9.5F}, {10, 19.5F}});
        break;
    case Icon::Warning:
        pen.lines({{12, 4}, {21.5F, 20}, {2.5F, 20}}, true);
        pen.lines({{12, 10}, {12, 15}});
        pen.dot(12, 17.6F, 1);
        break;
    case Icon::Info:
        pen.circle(12, 12, 8.5F);
        pen.lines({{12, 11}, {12, 16.5F}});
        pen.dot(12, 7.8F, 1.1F);
        break;
    case Icon::Lock:
        pen.box(5, 11, 19, 20);
        pen.arc(12, 11, 4.5F, 180, 360);
        break;
    case Icon::Unlock:
        pen.box(5, 11, 19, 20);
        pen.arc(12, 8.5F, 4.5F, 180, 345);
        break;
    case Icon::Eye:
    case Icon::EyeOff:
        pen.lines(
            {{2.5F, 12}, {6, 8}, {12, 5.8F}, {18, 8}, {21.5F, 12}, {18, 16}, {12, 18.2F}, {6, 16}},
            true);
        pen.circle(12, 12, 2.8F);
        if (icon == Icon::EyeOff)
            pen.lines({{4, 20}, {20, 4}});
        break;
    case Icon::ChevronDown:
        pen.lines({{6.5F, 9.5F}, {12, 15}, {17.5F, 9.5F}});
        break;
    case Icon::ChevronUp:
        pen.lines({{6.5F, 14.5F}, {12, 9}, {17.5F, 14.5F}});
        break;
    case Icon::ChevronRight:
        pen.lines({{9.5F, 6.5F}, {15, 12}, {9.5F, 17.5F}});
        break;
    case Icon::Help:
        pen.circle(12, 12, 8.5F);
        pen.arc(12, 10, 2.7F, 170, 400);
        pen.lines({{13.9F, 11.8F}, {12, 13.2F}, {12, 14.4F}});
        pen.dot(12, 17, 1);
        break;
    case Icon::Moon:
        pen.arc(12, 12, 8, 40, 275);
        pen.arc(16.2F, 8.4F, 7.2F, 75, 218);
        break;
    case Icon::Sun:
        pen.circle(12, 12, 4);
        for (int ray = 0; ray < 8; ++ray) {
            const float angle = static_cast<float>(ray) * 0.785398F;
            pen.lines({{12 + 6.6F * std::cos(angle), 12 + 6.6F * std::sin(angle)},
                       {12 + 9 * std::cos(angle), 12 + 9 * std::sin(angle)}});
        }
        break;
    case Icon::Home:
        pen.lines({{3, 12}, {12, 4}, {21, 12}});
        pen.lines({{5.5F, 10}, {5.5F, 20}, {18.5F, 20}, {18.5F, 10}});
        break;
    case Icon::Compare:
        pen.box(3.5F, 5, 20.5F, 19);
        pen.lines({{12, 5}, {12, 19}});
        break;
    case Icon::Check:
        pen.lines({{5, 12.5F}, {10, 17.5F}, {19, 7}});
        break;
    case Icon::Play:
        pen.filled({{7, 5}, {19, 12}, {7, 19}});
        break;
    case Icon::Stop:
        pen.filled({{6.5F, 6.5F}, {17.5F, 6.5F}, {17.5F, 17.5F}, {6.5F, 17.5F}});
        break;
    case Icon::Copy:
        pen.box(8, 8, 20, 20);
        pen.lines({{16, 8}, {16, 4}, {4, 4}, {4, 16}, {8, 16}});
        break;
    case Icon::Trash:
        pen.lines({{4, 6.5F}, {20, 6.5F}});
        pen.lines({{9, 6.5F}, {9.5F, 4}, {14.5F, 4}, {15, 6.5F}});
        pen.lines({{6, 6.5F}, {7, 20}, {17, 20}, {18, 6.5F}});
        break;
    case Icon::Edit:
        pen.lines({{4, 20}, {5, 15.5F}, {16, 4.5F}, {19.5F, 8}, {8.5F, 19}}, true);
        break;
    case Icon::Arrow:
        pen.lines({{4, 12}, {19, 12}});
        pen.lines({{13, 6}, {19, 12}, {13, 18}});
        break;
    }
}

} // namespace tractwise::viewer::ui
