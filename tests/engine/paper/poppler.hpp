// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tests/support/temporary_folder.hpp"

#include "engine/core/atomic_file.hpp"

#include <cstdlib>
#include <optional>
#include <string>

namespace tractwise::test {

/// What a tool of Poppler, another reader of PDF than the library that wrote it, prints of a file:
/// `poppler("pdftotext -raw {} -", pdf)`. Nothing where the tool is not installed.
inline std::optional<std::string> poppler(const std::string& command, const std::string& pdf) {
    const TemporaryFolder folder;
    write_text_file(folder / "page.pdf", pdf);
    const std::string out = (folder / "out.txt").string(), file = (folder / "page.pdf").string();
    std::string line = command;
    line.replace(line.find("{}"), 2, "'" + file + "'");
    const int status = std::system((line + " > '" + out + "' 2>&1").c_str());
    constexpr int kNotFound = 127 << 8;
    if (status == kNotFound)
        return std::nullopt;
    return read_text_file(out);
}

} // namespace tractwise::test
