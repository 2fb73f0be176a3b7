// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <span>
#include <utility>
#include <vector>

#include <pybind11/numpy.h>

namespace tractwise::python {

/// Numbers of the engine as a NumPy array without a copy: read-only, and `owner` lives as long as it.
///
///     return view(std::span(column.values), results);        // float64, (rows,)
template <typename Number>
pybind11::array view(std::span<const Number> numbers, std::shared_ptr<const void> owner) {
    auto kept = std::make_unique<std::shared_ptr<const void>>(std::move(owner));
    const pybind11::capsule keeper(kept.get(), [](void* pointer) {
        delete static_cast<std::shared_ptr<const void>*>(pointer);
    });
    kept.release(); // it is the capsule's
    pybind11::array_t<Number> array(static_cast<pybind11::ssize_t>(numbers.size()), numbers.data(),
                                    keeper);
    array.attr("setflags")(pybind11::arg("write") = false);
    return array;
}

/// Numbers that were made for Python: the array takes them over.
template <typename Number>
pybind11::array array_of(std::vector<Number> numbers) {
    auto owner = std::make_shared<const std::vector<Number>>(std::move(numbers));
    return view(std::span(*owner), owner);
}

using Doubles = pybind11::array_t<double, pybind11::array::c_style | pybind11::array::forcecast>;

/// A copy of an array, which Python may change while the engine computes.
inline std::vector<double> doubles(const Doubles& array) {
    return {array.data(), array.data() + array.size()};
}

} // namespace tractwise::python
