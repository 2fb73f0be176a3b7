// SPDX-License-Identifier: Apache-2.0
#include "engine/paper/flow.hpp"

#include "engine/paper/fonts.hpp"

namespace tractwise::paper {

void Flow::text(const std::string& words, const Look& look) {
    if (words.empty())
        return;
    // Lines end with their blank, or who copies or hears them would get two words as one.
    constexpr double kLineHeight = 1.28;
    Group part{.role = look.role, .alt = {}, .items = {}, .clip = {}};
    const std::vector<std::string> lines = wrapped(words, look.size, look.bold, width_);
    for (std::size_t i = 0; i < lines.size(); ++i) {
        if (into_ != nullptr)
            part.add({Words{.at = {left_, y_ + look.size},
                            .text = i + 1 < lines.size() ? lines[i] + ' ' : lines[i],
                            .size = look.size,
                            .bold = look.bold,
                            .color = look.color,
                            .anchor = Anchor::Start,
                            .halo = std::nullopt}});
        y_ += look.size * kLineHeight;
    }
    if (into_ != nullptr)
        into_->add({std::move(part)});
}

void Flow::rule(Rgb color, double width) {
    if (into_ != nullptr) {
        Shape line;
        line.closed = false;
        line.outline.begin();
        line.outline.add({left_, y_});
        line.outline.add({right(), y_});
        line.line = Line{color, width, 1};
        into_->add({std::move(line)});
    }
}

void Flow::place(double height, const std::function<void(Group&, double)>& draw) {
    if (into_ != nullptr)
        draw(*into_, y_);
    y_ += height;
}

double height_of(const Block& block, double width) {
    Flow measure(nullptr, 0, 0, width);
    block(measure);
    return measure.height();
}

} // namespace tractwise::paper
