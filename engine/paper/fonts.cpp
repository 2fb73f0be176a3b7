// SPDX-License-Identifier: Apache-2.0
#include "engine/paper/fonts.hpp"

#include "engine/paper/pango_text.hpp"

#include "engine/core/text.hpp"

#include <algorithm>

namespace tractwise::paper {
namespace {

using Context = std::unique_ptr<PangoContext, Unref>;

/// One for each thread: Pango's objects are not for two.
PangoContext* context() {
    thread_local const Context own = [] {
        PangoFontMap* fonts = pango_cairo_font_map_get_default(); // of this thread
        Context made(pango_font_map_create_context(fonts));
        pango_cairo_context_set_resolution(made.get(), 72);
        cairo_font_options_t* options = cairo_font_options_create();
        cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
        cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
        cairo_font_options_set_antialias(options, CAIRO_ANTIALIAS_GRAY);
        pango_cairo_context_set_font_options(made.get(), options);
        cairo_font_options_destroy(options);
        pango_context_set_round_glyph_positions(made.get(), 0);
        return made;
    }();
    return own.get();
}

} // namespace

Layout layout_of(const std::string& text, double size, bool bold) {
    Layout layout(pango_layout_new(context()));
    PangoFontDescription* font = pango_font_description_from_string(kFontFamily);
    pango_font_description_set_absolute_size(font, size * PANGO_SCALE);
    pango_font_description_set_weight(font, bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
    pango_layout_set_font_description(layout.get(), font);
    pango_font_description_free(font);
    PangoAttrList* attributes = pango_attr_list_new();
    // A reader of a tagged PDF loses what stands behind a ligature (Poppler 22.12, Cairo 1.16).
    pango_attr_list_insert(attributes,
                           pango_attr_font_features_new("liga=0, clig=0, dlig=0, calt=0"));
    pango_layout_set_attributes(layout.get(), attributes);
    pango_attr_list_unref(attributes);
    pango_layout_set_single_paragraph_mode(layout.get(), TRUE);
    pango_layout_set_text(layout.get(), text.data(), static_cast<int>(text.size()));
    return layout;
}

double width_of(const std::string& text, double size, bool bold) {
    int width = 0;
    pango_layout_get_size(layout_of(text, size, bold).get(), &width, nullptr);
    return static_cast<double>(width) / PANGO_SCALE;
}

std::vector<std::string> wrapped(const std::string& text, double size, bool bold, double width) {
    std::vector<std::string> lines;
    for (const std::string& paragraph : split(text, '\n')) {
        std::string line;
        for (const std::string& word : split(paragraph, ' ')) {
            const std::string longer = line.empty() ? word : line + ' ' + word;
            if (!line.empty() && width_of(longer, size, bold) > width) {
                lines.push_back(std::move(line));
                line = word;
            } else {
                line = longer;
            }
        }
        lines.push_back(std::move(line));
    }
    return lines;
}

std::string fitted(const std::string& text, double size, bool bold, double width) {
    if (width_of(text, size, bold) <= width)
        return text;
    std::size_t fits = 0, too_many = count_characters(text);
    const auto shortened = [&](std::size_t count) {
        return std::string(trim(first_characters(text, count))) + "…";
    };
    while (fits + 1 < too_many) {
        const std::size_t middle = (fits + too_many) / 2;
        (width_of(shortened(middle), size, bold) <= width ? fits : too_many) = middle;
    }
    return shortened(fits);
}

} // namespace tractwise::paper
