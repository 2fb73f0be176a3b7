// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/core/language.hpp"
#include "engine/map/palette.hpp"

#include <array>
#include <optional>
#include <string_view>

namespace tractwise::map {

/// Whose eyes a map is previewed with.
enum class Vision {
    Normal,
    Protanopia,   ///< no cones for long waves: red is dark
    Deuteranopia, ///< no cones for middle waves: the commonest kind
    Tritanopia,   ///< no cones for short waves: rare
    Gray,         ///< a black and white print
};
inline constexpr std::array kVisions = {Vision::Normal, Vision::Protanopia, Vision::Deuteranopia,
                                        Vision::Tritanopia, Vision::Gray};
std::string_view name_of(Vision vision); ///< "normal", "protanopia", ...: as a style writes it
std::optional<Vision> vision_named(std::string_view name);
Text label_of(Vision vision); ///< "Deuteranopia (no green cones)"

/// Row by row, to be applied to linear RGB.
using ColorMatrix = std::array<float, 9>;

/// What a shader multiplies linear RGB with to show a picture as others see it.
///
///     glUniformMatrix3fv(location, 1, GL_TRUE, matrix_of(Vision::Deuteranopia).data());
///
/// Results can leave 0..1 slightly and are to be clamped. Deficiencies: Machado, Oliveira,
/// Fernandes 2009, severity 1.0; doi:10.1109/TVCG.2009.113. Gray: luminance of sRGB (ITU-R BT.709).
/// Tritanopia of that model is an approximation, as its authors say.
const ColorMatrix& matrix_of(Vision vision);
/// The color as seen: to linear light, matrix, clamped, back to sRGB.
Rgb seen_as(Rgb color, Vision vision);

/// Relative luminance, 0 (black) .. 1 (white); WCAG 2.1.
double luminance(Rgb color);
/// WCAG 2.1 contrast: 1 (equal) .. 21 (black on white); text wants 4.5, symbols 3.
double contrast(Rgb a, Rgb b);
/// Black or white, whichever reads better on `background`.
Rgb text_on(Rgb background);

/// CIELAB under D65.
struct Lab {
    double l = 0, a = 0, b = 0;
};
Lab to_lab(Rgb color);
Rgb from_lab(const Lab& lab); ///< clamped to sRGB
/// CIEDE2000 color difference (Sharma, Wu, Dalal 2005): about 1 is just noticeable side by side.
double difference(Rgb a, Rgb b);
double difference(const Lab& one, const Lab& two);

} // namespace tractwise::map
