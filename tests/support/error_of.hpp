// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <string>

namespace tractwise::test {

/// The message of the Error that `action` throws, with where and hint; fails the test where it
/// throws none.
std::string error_of(const std::function<void()>& action);

} // namespace tractwise::test
