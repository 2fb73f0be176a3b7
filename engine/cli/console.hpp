// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/core/progress.hpp"

#include <memory>
#include <string>
#include <string_view>

#include <nlohmann/json_fwd.hpp>

namespace tractwise::cli {

/// A Progress that draws one bar on a terminal (stderr), or prints one line per stage elsewhere,
/// and that stops when the user presses Ctrl-C or the system asks it to end (SIGTERM). finish() clears the bar so that what follows starts
/// on a clean line.
class ConsoleProgress {
public:
    explicit ConsoleProgress(bool quiet = false);
    ~ConsoleProgress();
    const Progress& progress() const { return progress_; }
    void finish();

private:
    struct Sink;
    std::shared_ptr<Sink> sink_;
    Progress progress_;
};

void print(const std::string& text);       ///< to standard output, as printable() shows it
void print_error(const std::string& text); ///< to standard error, after the program's name
/// Texts of files may hold control codes, which a terminal would obey: "\x1b[2J" stands for them.
std::string printable(std::string_view text);
/// Error(Input) where what was printed did not arrive (a full disk).
void require_printed();
/// Indented, with a line end; bytes that are not UTF-8 (file names, say) are replaced, not refused.
void print_json(const nlohmann::ordered_json& json);

} // namespace tractwise::cli
