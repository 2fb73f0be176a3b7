// SPDX-License-Identifier: Apache-2.0
#include "engine/io/package_xml.hpp"

#include "engine/io/gdal_dataset.hpp"

#include "engine/core/error.hpp"

#include <exception>
#include <type_traits>

#include <cpl_vsi.h>
#include <expat.h>
#include <fmt/format.h>

namespace tractwise::io {
namespace {

std::string_view local_name(const char* name) {
    const std::string_view whole(name);
    const auto colon = whole.rfind(':');
    return colon == std::string_view::npos ? whole : whole.substr(colon + 1);
}

struct Run {
    const XmlHandlers* handlers;
    std::exception_ptr thrown; // an exception must not pass through C code
};

template <typename Body>
void guarded(void* data, Body body) {
    auto& run = *static_cast<Run*>(data);
    if (run.thrown)
        return;
    try {
        body(*run.handlers);
    } catch (...) {
        run.thrown = std::current_exception();
    }
}

void XMLCALL on_open(void* data, const XML_Char* name, const XML_Char** attributes) {
    guarded(data, [&](const XmlHandlers& h) { h.open(local_name(name), attributes); });
}
void XMLCALL on_close(void* data, const XML_Char* name) {
    guarded(data, [&](const XmlHandlers& h) { h.close(local_name(name)); });
}
void XMLCALL on_text(void* data, const XML_Char* text, int size) {
    guarded(data, [&](const XmlHandlers& h) { h.text({text, static_cast<std::size_t>(size)}); });
}

struct CloseFile {
    void operator()(VSILFILE* file) const { VSIFCloseL(file); }
};
struct FreeParser {
    void operator()(XML_Parser parser) const { XML_ParserFree(parser); }
};

} // namespace

std::string_view attribute(const char** attributes, std::string_view name) {
    for (; attributes != nullptr && *attributes != nullptr; attributes += 2)
        if (local_name(attributes[0]) == name)
            return attributes[1];
    return {};
}

void XmlPackage::fail(const std::string& why) const {
    throw Error(ErrorKind::Input, "is damaged: " + why,
                {.where = member_.shown, .hint = "fetch or export the file again"});
}

void XmlPackage::parse(const std::string& entry, const XmlHandlers& handlers) const {
    const QuietGdal gdal;
    const std::unique_ptr<VSILFILE, CloseFile> file(VSIFOpenL(path_of(entry).c_str(), "rb"));
    if (!file)
        fail("it lacks " + entry);
    const std::unique_ptr<std::remove_pointer_t<XML_Parser>, FreeParser> parser(
        XML_ParserCreate(nullptr));
    Run run{&handlers, {}};
    XML_SetUserData(parser.get(), &run);
    XML_SetElementHandler(parser.get(), &on_open, &on_close);
    XML_SetCharacterDataHandler(parser.get(), &on_text);
    std::vector<char> block(std::size_t{1} << 20U);
    Member of_entry = member_;
    of_entry.path = "/vsizip/" + member_.path + "/" + entry;
    const UnpackedSize unpacked(of_entry);
    std::size_t read = 0;
    for (;;) {
        const std::size_t got = VSIFReadL(block.data(), 1, block.size(), file.get());
        unpacked.require(read += got);
        const bool last = got < block.size();
        if (gdal.failed())
            fail(gdal.reason());
        const auto status =
            XML_Parse(parser.get(), block.data(), static_cast<int>(got), last ? 1 : 0);
        if (run.thrown)
            std::rethrow_exception(run.thrown);
        if (status == XML_STATUS_ERROR)
            fail(fmt::format("{}, line {}: {}", entry, XML_GetCurrentLineNumber(parser.get()),
                             XML_ErrorString(XML_GetErrorCode(parser.get()))));
        if (last || handlers.enough())
            return;
    }
}

} // namespace tractwise::io
