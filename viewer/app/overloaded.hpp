// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace tractwise::viewer {

/// One handler for each kind of request: std::visit(Overloaded{[](Edits::Undo&) { ... }, ...}, r).
template <typename... Handlers>
struct Overloaded : Handlers... {
    using Handlers::operator()...;
};
template <typename... Handlers>
Overloaded(Handlers...) -> Overloaded<Handlers...>;

} // namespace tractwise::viewer
