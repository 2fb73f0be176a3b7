// SPDX-License-Identifier: Apache-2.0
#include "python/bindings.hpp"

#include "engine/core/error.hpp"

#include <exception>
#include <regex>

namespace tractwise::python {
namespace {

const char* class_of(ErrorKind kind) {
    switch (kind) {
    case ErrorKind::Usage:
        return "UsageError";
    case ErrorKind::Input:
        return "DataError";
    case ErrorKind::Infeasible:
        return "InfeasibleError";
    case ErrorKind::Canceled:
        return "Canceled";
    case ErrorKind::Internal:
        break;
    }
    return "InternalError";
}

} // namespace

std::string in_python(const std::string& text) {
    static const std::regex folder("--out\\b"), two_words("--([a-z]+)-([a-z]+)"),
        one_word("--([a-z]+)");
    std::string said = std::regex_replace(text, folder, "folder=");
    said = std::regex_replace(said, two_words, "$1_$2=");
    return std::regex_replace(said, one_word, "$1=");
}

void add_errors() {
    pybind11::register_exception_translator([](std::exception_ptr pointer) {
        try {
            if (pointer)
                std::rethrow_exception(pointer);
        } catch (const Error& error) {
            const pybind11::object type =
                pybind11::module_::import("tractwise.errors").attr(class_of(error.kind()));
            const pybind11::object made =
                type(error.message(), error.where(), in_python(error.hint()));
            PyErr_SetObject(type.ptr(), made.ptr());
        }
    });
}

} // namespace tractwise::python
