// SPDX-License-Identifier: Apache-2.0
#include "engine/io/encoding.hpp"

#include "engine/io/foreign_file.hpp"

#include "engine/core/error.hpp"
#include "engine/core/text.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>
#include <set>

#include <fmt/format.h>

namespace tractwise::io {
namespace {

void append_utf8(std::string& out, std::uint32_t code) {
    const auto put = [&](std::uint32_t byte) { out += static_cast<char>(byte); };
    if (code < 0x80) {
        put(code);
    } else if (code < 0x800) {
        put(0xC0 | code >> 6U);
        put(0x80 | (code & 0x3FU));
    } else if (code < 0x10000) {
        put(0xE0 | code >> 12U);
        put(0x80 | (code >> 6U & 0x3FU));
        put(0x80 | (code & 0x3FU));
    } else {
        put(0xF0 | code >> 18U);
        put(0x80 | (code >> 12U & 0x3FU));
        put(0x80 | (code >> 6U & 0x3FU));
        put(0x80 | (code & 0x3FU));
    }
}

/// Windows-1252 differs from Latin-1 in 0x80..0x9F only; 0 where it leaves a gap.
std::uint32_t windows_1252(unsigned char byte) {
    static constexpr std::array<std::uint16_t, 32> high{
        0x20AC, 0,      0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
        0x2039, 0x0152, 0,      0x017D, 0,      0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
        0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0,      0x017E, 0x0178};
    if (byte < 0x80 || byte > 0x9F)
        return byte;
    const std::uint32_t code = high[byte - 0x80U];
    return code == 0 ? 0xFFFDU : code;
}

/// Index of the first byte at or after `at` that is not ASCII; eight bytes a step.
std::size_t skip_ascii(std::string_view text, std::size_t at) {
    while (at + 8 <= text.size()) {
        std::uint64_t word = 0;
        std::memcpy(&word, text.data() + at, 8);
        if (word & 0x8080808080808080ULL)
            break;
        at += 8;
    }
    while (at < text.size() && static_cast<unsigned char>(text[at]) < 0x80)
        ++at;
    return at;
}

/// Length of the well-formed UTF-8 sequence at `at`, 0 where there is none (RFC 3629, no
/// surrogates, no overlong).
std::size_t utf8_length(std::string_view text, std::size_t at) {
    const auto byte = [&](std::size_t i) -> unsigned {
        return i < text.size() ? static_cast<unsigned char>(text[i]) : 0U;
    };
    const auto tail = [&](std::size_t i) { return (byte(i) & 0xC0U) == 0x80U; };
    const unsigned a = byte(at);
    const unsigned b = byte(at + 1);
    if (a >= 0xC2 && a <= 0xDF && tail(at + 1))
        return 2;
    if (a >= 0xE0 && a <= 0xEF && tail(at + 1) && tail(at + 2))
        return (a == 0xE0 && b < 0xA0) || (a == 0xED && b > 0x9F) ? 0 : 3;
    if (a >= 0xF0 && a <= 0xF4 && tail(at + 1) && tail(at + 2) && tail(at + 3))
        return (a == 0xF0 && b < 0x90) || (a == 0xF4 && b > 0x8F) ? 0 : 4;
    return 0;
}

std::string utf16_to_utf8(std::string_view bytes, bool big_endian) {
    std::string out;
    out.reserve(bytes.size());
    const auto unit = [&](std::size_t i) -> std::uint32_t {
        const auto first = static_cast<unsigned char>(bytes[i]);
        const auto second = static_cast<unsigned char>(bytes[i + 1]);
        return big_endian ? first * 256U + second : second * 256U + first;
    };
    for (std::size_t i = 2; i + 1 < bytes.size(); i += 2) {
        std::uint32_t code = unit(i);
        if (code >= 0xD800 && code < 0xDC00 && i + 3 < bytes.size()) {
            const std::uint32_t low = unit(i + 2);
            if (low >= 0xDC00 && low < 0xE000) {
                code = 0x10000 + ((code - 0xD800) << 10U) + (low - 0xDC00);
                i += 2;
            }
        }
        if (code >= 0xD800 && code < 0xE000)
            code = 0xFFFD;
        append_utf8(out, code);
    }
    return out;
}

void refuse_what_is_no_text(std::string_view bytes, const TextOrigin& origin) {
    const auto refuse = [&](std::string message, std::string hint) {
        throw Error(ErrorKind::Input, std::move(message),
                    {.where = origin.file, .hint = std::move(hint)});
    };
    if (const auto foreign = foreign_bytes(bytes.substr(0, 65536), origin.file, bytes.size()))
        refuse(foreign->what, foreign->hint);
    if (const auto nul = bytes.find('\0'); nul != std::string_view::npos)
        refuse(fmt::format("holds a NUL byte (at byte {}): it is damaged or not a text file", nul),
               "fetch the file again, or export it as CSV");
    const std::string_view sample = bytes.substr(0, 4096);
    const auto control = std::count_if(sample.begin(), sample.end(), [](char c) {
        return static_cast<unsigned char>(c) < 32 && c != '\n' && c != '\r' && c != '\t';
    });
    if (static_cast<std::size_t>(control) * 50 > sample.size())
        refuse("is not a text file", "export it as CSV, or name its format by its extension");
}

} // namespace

bool is_text(std::string_view bytes) {
    if (std::all_of(bytes.begin(), bytes.end(), [](char c) { return c > 0; }))
        return true;
    std::string copy(bytes);
    return bytes.find('\0') == std::string_view::npos && repair_utf8(copy) == 0;
}

std::size_t repair_utf8(std::string& text) {
    std::size_t replaced = 0;
    std::string out;
    std::size_t copied = 0;
    for (std::size_t at = skip_ascii(text, 0); at < text.size(); at = skip_ascii(text, at)) {
        if (const std::size_t length = utf8_length(text, at)) {
            at += length;
            continue;
        }
        out.append(text, copied, at - copied);
        append_utf8(out, windows_1252(static_cast<unsigned char>(text[at])));
        copied = ++at;
        ++replaced;
    }
    if (replaced > 0) {
        out.append(text, copied);
        text = std::move(out);
    }
    return replaced;
}

void make_utf8(std::string& bytes, const TextOrigin& origin, Diagnostics& diagnostics) {
    if (trim(bytes).empty())
        throw Error(ErrorKind::Input, "is empty",
                    {.where = origin.file, .hint = "fetch or export the file again"});
    if (bytes.starts_with("\xFF\xFE") || bytes.starts_with("\xFE\xFF")) {
        bytes = utf16_to_utf8(bytes, bytes.starts_with("\xFE\xFF"));
        diagnostics.add({Severity::Note,
                         "utf-16",
                         origin.source,
                         "the file is UTF-16 text and was converted",
                         1,
                         {}});
    }
    if (bytes.starts_with("\xEF\xBB\xBF")) {
        bytes.erase(0, 3);
        diagnostics.add({Severity::Note,
                         "byte-order-mark",
                         origin.source,
                         "the file starts with a byte order mark, which was left out",
                         1,
                         {}});
        if (trim(bytes).empty())
            throw Error(ErrorKind::Input, "is empty", {.where = origin.file});
    }
    if (bytes.ends_with('\x1A'))
        bytes.pop_back(); // end-of-file mark of DOS programs
    refuse_what_is_no_text(bytes, origin);
    if (const std::size_t replaced = repair_utf8(bytes))
        diagnostics.add({Severity::Note,
                         "latin-1",
                         origin.source,
                         "the file is not UTF-8; its letters were read as Latin-1 (Windows-1252)",
                         replaced,
                         {}});
}

void make_names_unique(std::vector<std::string>& names, const std::string& source,
                       Diagnostics& diagnostics) {
    std::set<std::string> used(names.begin(), names.end());
    std::set<std::string> seen;
    for (std::size_t i = 0; i < names.size(); ++i) {
        const std::string original = names[i];
        const bool unnamed = trim(original).empty();
        if (!unnamed && seen.insert(original).second)
            continue;
        const std::string stem = unnamed ? "column" : original;
        for (std::size_t n = unnamed ? i + 1 : 2;; ++n)
            if (names[i] = fmt::format("{}_{}", stem, n); used.insert(names[i]).second)
                break;
        seen.insert(names[i]);
        if (unnamed)
            diagnostics.add({Severity::Note,
                             "unnamed-column",
                             source,
                             "a column has no name and is called by its number",
                             1,
                             {names[i]}});
        else
            diagnostics.add({Severity::Warning,
                             "duplicate-column",
                             source,
                             "several columns have the same name; the later ones were renamed",
                             1,
                             {names[i]}});
    }
}

} // namespace tractwise::io
