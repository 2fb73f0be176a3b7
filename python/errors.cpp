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

// Hints name what to do in the words of the command line: "--acs-year" is acs_year= here.
std::string in_python(const std::string& hint) {
    std::string text;
    std::size_t done = 0;
    const std::regex option("--([a-z]+)(-([a-z]+))?");
    for (auto at = std::sregex_iterator(hint.begin(), hint.end(), option);
         at != std::sregex_iterator(); ++at) {
        text += hint.substr(done, static_cast<std::size_t>(at->position()) - done) + at->str(1);
        if (at->length(3) > 0)
            text += "_" + at->str(3);
        text += "=";
        done = static_cast<std::size_t>(at->position() + at->length());
    }
    return text + hint.substr(done);
}

} // namespace

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
