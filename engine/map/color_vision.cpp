// SPDX-License-Identifier: Apache-2.0
#include "engine/map/color_vision.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace tractwise::map {
namespace {

struct VisionEntry {
    Vision vision;
    std::string_view name;
    Text label;
    ColorMatrix matrix;
};

constexpr std::array kVisionEntries = {
    VisionEntry{Vision::Normal, "normal", {"As it is", "Tal cual"}, {1, 0, 0, 0, 1, 0, 0, 0, 1}},
    VisionEntry{Vision::Protanopia,
                "protanopia",
                {"Protanopia (no red cones)", "Protanopía (sin conos rojos)"},
                {0.152286F, 1.052583F, -0.204868F, 0.114503F, 0.786281F, 0.099216F, -0.003882F,
                 -0.048116F, 1.051998F}},
    VisionEntry{Vision::Deuteranopia,
                "deuteranopia",
                {"Deuteranopia (no green cones)", "Deuteranopía (sin conos verdes)"},
                {0.367322F, 0.860646F, -0.227968F, 0.280085F, 0.672501F, 0.047413F, -0.011820F,
                 0.042940F, 0.968881F}},
    VisionEntry{Vision::Tritanopia,
                "tritanopia",
                {"Tritanopia (no blue cones)", "Tritanopía (sin conos azules)"},
                {1.255528F, -0.076749F, -0.178779F, -0.078411F, 0.930809F, 0.147602F, 0.004733F,
                 0.691367F, 0.303900F}},
    VisionEntry{Vision::Gray,
                "grey",
                {"Black and white print", "Impresión en blanco y negro"},
                {0.2126F, 0.7152F, 0.0722F, 0.2126F, 0.7152F, 0.0722F, 0.2126F, 0.7152F, 0.0722F}},
};

const VisionEntry& entry_of(Vision vision) {
    return kVisionEntries[static_cast<std::size_t>(vision)];
}

double to_linear(std::uint8_t channel) {
    const double c = channel / 255.0;
    return c <= 0.04045 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4);
}

std::uint8_t from_linear(double light) {
    const double c = std::clamp(light, 0.0, 1.0);
    const double s = c <= 0.0031308 ? 12.92 * c : 1.055 * std::pow(c, 1 / 2.4) - 0.055;
    return static_cast<std::uint8_t>(std::lround(s * 255));
}

std::array<double, 3> multiply(const std::array<double, 9>& m, const std::array<double, 3>& v) {
    return {m[0] * v[0] + m[1] * v[1] + m[2] * v[2], m[3] * v[0] + m[4] * v[1] + m[5] * v[2],
            m[6] * v[0] + m[7] * v[1] + m[8] * v[2]};
}

std::array<double, 3> linear_of(Rgb color) {
    return {to_linear(color.r), to_linear(color.g), to_linear(color.b)};
}

Rgb rgb_of(const std::array<double, 3>& light) {
    return {from_linear(light[0]), from_linear(light[1]), from_linear(light[2])};
}

// sRGB to CIE XYZ under D65 and back (IEC 61966-2-1); the white point is the sum of the rows.
constexpr std::array<double, 9> kToXyz = {0.4124564, 0.3575761, 0.1804375, 0.2126729, 0.7151522,
                                          0.0721750, 0.0193339, 0.1191920, 0.9503041};
constexpr std::array<double, 9> kFromXyz = {3.2404542,  -1.5371385, -0.4985314,
                                            -0.9692660, 1.8760108,  0.0415560,
                                            0.0556434,  -0.2040259, 1.0572252};
constexpr std::array<double, 3> kWhitePoint = {0.95047, 1.0, 1.08883};
constexpr double kEpsilon = 216.0 / 24389, kKappa = 24389.0 / 27;

double lab_curve(double t) {
    return t > kEpsilon ? std::cbrt(t) : (kKappa * t + 16) / 116;
}
double lab_curve_back(double f) {
    return f * f * f > kEpsilon ? f * f * f : (116 * f - 16) / kKappa;
}

constexpr double kDegrees = 180 / std::numbers::pi;

double cos_of(double degrees) {
    return std::cos(degrees / kDegrees);
}
double sin_of(double degrees) {
    return std::sin(degrees / kDegrees);
}
double hue_of(double a, double b) {
    if (a == 0 && b == 0)
        return 0;
    const double hue = std::atan2(b, a) * kDegrees;
    return hue < 0 ? hue + 360 : hue;
}

} // namespace

std::string_view name_of(Vision vision) {
    return entry_of(vision).name;
}

std::optional<Vision> vision_named(std::string_view name) {
    for (const VisionEntry& entry : kVisionEntries)
        if (entry.name == name)
            return entry.vision;
    return std::nullopt;
}

Text label_of(Vision vision) {
    return entry_of(vision).label;
}

const ColorMatrix& matrix_of(Vision vision) {
    return entry_of(vision).matrix;
}

Rgb seen_as(Rgb color, Vision vision) {
    if (vision == Vision::Normal)
        return color;
    std::array<double, 9> matrix{};
    std::copy(matrix_of(vision).begin(), matrix_of(vision).end(), matrix.begin());
    return rgb_of(multiply(matrix, linear_of(color)));
}

double luminance(Rgb color) {
    const auto light = linear_of(color);
    return 0.2126 * light[0] + 0.7152 * light[1] + 0.0722 * light[2];
}

double contrast(Rgb a, Rgb b) {
    const auto [low, high] = std::minmax({luminance(a), luminance(b)});
    return (high + 0.05) / (low + 0.05);
}

Rgb text_on(Rgb background) {
    constexpr Rgb black{0, 0, 0}, white{255, 255, 255};
    return contrast(black, background) >= contrast(white, background) ? black : white;
}

Lab to_lab(Rgb color) {
    const auto xyz = multiply(kToXyz, linear_of(color));
    const double x = lab_curve(xyz[0] / kWhitePoint[0]), y = lab_curve(xyz[1] / kWhitePoint[1]),
                 z = lab_curve(xyz[2] / kWhitePoint[2]);
    return {116 * y - 16, 500 * (x - y), 200 * (y - z)};
}

Rgb from_lab(const Lab& lab) {
    const double y = (lab.l + 16) / 116, x = y + lab.a / 500, z = y - lab.b / 200;
    return rgb_of(
        multiply(kFromXyz, {kWhitePoint[0] * lab_curve_back(x), kWhitePoint[1] * lab_curve_back(y),
                            kWhitePoint[2] * lab_curve_back(z)}));
}

double difference(Rgb a, Rgb b) {
    return difference(to_lab(a), to_lab(b));
}

// The equations of Sharma, Wu and Dalal 2005, in their order and with their names.
double difference(const Lab& one, const Lab& two) {
    const double c_mean = (std::hypot(one.a, one.b) + std::hypot(two.a, two.b)) / 2;
    const double c7 = std::pow(c_mean, 7), k25 = std::pow(25.0, 7);
    const double g = 0.5 * (1 - std::sqrt(c7 / (c7 + k25)));
    const double a1 = (1 + g) * one.a, a2 = (1 + g) * two.a;
    const double c1 = std::hypot(a1, one.b), c2 = std::hypot(a2, two.b);
    const double h1 = hue_of(a1, one.b), h2 = hue_of(a2, two.b);

    const bool no_hue = c1 * c2 == 0;
    double dh = no_hue ? 0 : h2 - h1;
    if (dh > 180)
        dh -= 360;
    else if (dh < -180)
        dh += 360;
    const double dl = two.l - one.l, dc = c2 - c1;
    const double dhue = 2 * std::sqrt(c1 * c2) * sin_of(dh / 2);

    const double l_mean = (one.l + two.l) / 2, cp_mean = (c1 + c2) / 2;
    double h_mean = h1 + h2;
    if (!no_hue) {
        if (std::abs(h1 - h2) > 180)
            h_mean += h_mean < 360 ? 360 : -360;
        h_mean /= 2;
    }
    const double t = 1 - 0.17 * cos_of(h_mean - 30) + 0.24 * cos_of(2 * h_mean) +
                     0.32 * cos_of(3 * h_mean + 6) - 0.20 * cos_of(4 * h_mean - 63);
    const double turn = 30 * std::exp(-std::pow((h_mean - 275) / 25, 2));
    const double cp7 = std::pow(cp_mean, 7);
    const double rc = 2 * std::sqrt(cp7 / (cp7 + k25));
    const double l50 = (l_mean - 50) * (l_mean - 50);
    const double sl = 1 + 0.015 * l50 / std::sqrt(20 + l50);
    const double sc = 1 + 0.045 * cp_mean, sh = 1 + 0.015 * cp_mean * t;
    const double rt = -sin_of(2 * turn) * rc;
    const double l = dl / sl, c = dc / sc, h = dhue / sh;
    return std::sqrt(l * l + c * c + h * h + rt * c * h);
}

} // namespace tractwise::map
