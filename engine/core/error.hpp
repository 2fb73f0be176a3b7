// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <exception>
#include <string>

namespace tractwise {

/// Why a run stopped; each kind is one exit code of the program.
enum class ErrorKind {
    Internal = 1,   ///< our own mistake
    Usage = 2,      ///< wrong arguments, study or recipe
    Input = 3,      ///< a file that cannot be read or joined
    Infeasible = 4, ///< the question has no answer
    Canceled = 130, ///< the user stopped it
};

/// The one exception of Tractwise: what went wrong, where, and what to do about it.
///
///     throw Error(ErrorKind::Usage, "unknown layer \"food_acess\"",
///                 {.where = "study.toml:14:9", .hint = "did you mean \"food_access\"?"});
///
/// Doubtful *data* is not an Error but a Finding (diagnostics.hpp). Errors are caught in two places
/// only: the command line's main() and the viewer's worker.
class Error : public std::exception {
public:
    struct Context {
        std::string where; ///< file, file:line, file:line:column, or "file, row 12"
        std::string hint;  ///< what the user can do
    };

    Error(ErrorKind kind, std::string message, Context context = {});

    ErrorKind kind() const { return kind_; }
    int exit_code() const { return static_cast<int>(kind_); }
    const std::string& message() const { return message_; }
    const std::string& where() const { return context_.where; }
    const std::string& hint() const { return context_.hint; }

    /// "where: message" and, on a second line, "  hint: ...".
    const char* what() const noexcept override { return text_.c_str(); }

private:
    ErrorKind kind_;
    std::string message_;
    Context context_;
    std::string text_;
};

} // namespace tractwise
