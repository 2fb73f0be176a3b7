// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/paper/drawing.hpp"
#include "engine/paper/ink.hpp"

#include <functional>
#include <string>
#include <vector>

// Private to engine/paper: text and rows that run down a column.

namespace tractwise::paper {

/// Writes downwards into a group, and only measures where there is none, so that measuring and
/// painting cannot disagree.
class Flow {
public:
    Flow(Group* into, double left, double top, double width)
        : into_(into), left_(left), top_(top), y_(top), width_(width) {}

    double left() const { return left_; }
    double right() const { return left_ + width_; }
    double width() const { return width_; }
    double y() const { return y_; }
    double height() const { return y_ - top_; }
    void gap(double points) { y_ += points; }

    struct Look {
        double size = 8.5;
        bool bold = false;
        Rgb color = kInk;
        Role role = Role::Paragraph;
    };
    /// Wrapped at the column's width; one part of the document. Empty text leaves no trace.
    void text(const std::string& words, const Look& look);
    void rule(Rgb color = kRule, double width = 0.5);
    /// Whatever else stands at the present height; `draw` gets null where only sizes are wanted.
    void place(double height, const std::function<void(Group&, double top)>& draw);

    Group* into() { return into_; }
    /// Until the next call, parts go into `group` (of the same page).
    void redirect(Group* group) { into_ = group; }

private:
    Group* into_;
    double left_, top_, y_, width_;
};

/// Something that can stand in a column of any width.
using Block = std::function<void(Flow&)>;

double height_of(const Block& block, double width);

} // namespace tractwise::paper
