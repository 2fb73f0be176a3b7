// SPDX-License-Identifier: Apache-2.0
#include "engine/core/error.hpp"

#include "engine/core/work_folder.hpp"

#include <utility>

namespace tractwise {

Error::Error(ErrorKind kind, std::string message, Context context)
    : kind_(kind), message_(std::move(message)), context_(std::move(context)) {
    context_.where = as_it_will_be(std::move(context_.where));
    message_ = as_it_will_be(std::move(message_));
    if (!context_.where.empty())
        text_ = context_.where + ": ";
    text_ += message_;
    if (!context_.hint.empty())
        text_ += "\n  hint: " + context_.hint;
}

} // namespace tractwise
