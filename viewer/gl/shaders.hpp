// SPDX-License-Identifier: Apache-2.0
#pragma once

// What runs on the graphics card. Positions are meters from the projection's center; a tract's
// color and marks come from a texture with one texel a tract, so that new colors are one upload.

namespace tractwise::viewer::gl {

/// Texels a row in the texture of tracts.
inline constexpr int kTractsPerRow = 1024;

inline constexpr const char* kFillVertex = R"(#version 330 core
layout(location = 0) in vec2 place;
layout(location = 1) in uint tract;
uniform vec2 center, zoom;
uniform usampler2D tracts;
flat out vec3 ground;
flat out uint marks;
void main() {
    uvec4 look = texelFetch(tracts, ivec2(int(tract % 1024u), int(tract / 1024u)), 0);
    ground = vec3(look.rgb) / 255.0;
    marks = look.a;
    gl_Position = vec4((place - center) * zoom, 0.0, 1.0);
}
)";

inline constexpr const char* kFillFragment = R"(#version 330 core
flat in vec3 ground;
flat in uint marks;
uniform vec3 selection;       // color of selected tracts
uniform vec3 no_data_lines, unreliable_lines;
uniform vec3 no_data_hatch, unreliable_hatch; // period, width, opacity
uniform float selected_share;
uniform float unit;           // pixels per unit of length
out vec4 color;
float stripe(float along, float period, float width) {
    float d = abs(mod(along, period) - period / 2.0);
    return 1.0 - smoothstep(width / 2.0 - 0.6, width / 2.0 + 0.6, d);
}
void main() {
    vec3 c = ground;
    if (marks != 0u) { // TractLook::marks
        vec2 p = gl_FragCoord.xy;
        vec3 a = no_data_hatch, b = unreliable_hatch;
        if ((marks & 1u) != 0u)
            c = mix(c, no_data_lines, a.z * stripe((p.x + p.y) * 0.70711, a.x * unit, a.y * unit));
        if ((marks & 2u) != 0u)
            c = mix(c, unreliable_lines,
                    b.z * stripe((p.x - p.y) * 0.70711, b.x * unit, b.y * unit));
        if ((marks & 4u) != 0u)
            c = mix(c, selection, selected_share);
    }
    color = vec4(c, 1.0);
}
)";

/// Water: one color.
inline constexpr const char* kPlainVertex = R"(#version 330 core
layout(location = 0) in vec2 place;
uniform vec2 center, zoom;
void main() { gl_Position = vec4((place - center) * zoom, 0.0, 1.0); }
)";
inline constexpr const char* kPlainFragment = R"(#version 330 core
uniform vec4 ink;
out vec4 color;
void main() { color = ink; }
)";

/// A stretch of line per instance, widened to pixels on the card and with soft edges.
inline constexpr const char* kLineVertex = R"(#version 330 core
layout(location = 0) in vec4 ends;
layout(location = 1) in uvec2 sides;
uniform vec2 center, zoom, size;   // size: of the picture in pixels
uniform float width;               // pixels
uniform bool selected_only;        // only borders between selected and not selected
uniform usampler2D tracts;
out float across;
bool chosen(uint tract) {
    if (tract == 0xffffffffu) return false;
    return (texelFetch(tracts, ivec2(int(tract % 1024u), int(tract / 1024u)), 0).a & 4u) != 0u;
}
void main() {
    gl_Position = vec4(2.0, 2.0, 2.0, 1.0);
    across = 0.0;
    if (selected_only && chosen(sides.x) == chosen(sides.y)) return;
    vec2 a = (ends.xy - center) * zoom * size / 2.0;
    vec2 b = (ends.zw - center) * zoom * size / 2.0;
    vec2 along = b - a;
    float length_px = length(along);
    if (length_px < 1e-4) return;
    along /= length_px;
    vec2 normal = vec2(-along.y, along.x);
    float reach = width / 2.0 + 1.0;
    float end = (gl_VertexID & 1) == 0 ? 0.0 : 1.0;
    float side = (gl_VertexID & 2) == 0 ? -1.0 : 1.0;
    // Half a width further at both ends, so that bends have no notch.
    vec2 p = mix(a - along * width * 0.35, b + along * width * 0.35, end) + normal * side * reach;
    across = side * reach;
    gl_Position = vec4(p * 2.0 / size, 0.0, 1.0);
}
)";
inline constexpr const char* kLineFragment = R"(#version 330 core
in float across;
uniform vec4 ink;
uniform float width;
out vec4 color;
void main() {
    float cover = clamp(width / 2.0 + 0.5 - abs(across), 0.0, 1.0) * min(width, 1.0);
    color = vec4(ink.rgb, ink.a * cover);
}
)";

} // namespace tractwise::viewer::gl
