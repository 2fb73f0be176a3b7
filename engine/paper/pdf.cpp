// SPDX-License-Identifier: Apache-2.0
#include "engine/paper/paint.hpp"

#include "engine/paper/cairo_painter.hpp"

#include "engine/core/error.hpp"

#include <cairo-pdf.h>
#include <fmt/format.h>
// qpdf 11 asks for it: std::shared_ptr and nothing else.
#define POINTERHOLDER_TRANSITION 4 // NOLINT(*-macro-usage)
#include <qpdf/QPDF.hh>
#include <qpdf/QPDFWriter.hh>

namespace tractwise::paper {
namespace {

/// In the order in which a reader meets them.
void add_figures(const Group& group, std::vector<std::string>& words) {
    if (group.role == Role::Figure)
        words.push_back(group.alt);
    for (const Item& item : group.items)
        if (const auto* inner = std::get_if<Group>(&item.what))
            add_figures(*inner, words);
}

std::string painted(const Drawing& page) {
    std::string bytes;
    const Surface surface(cairo_pdf_surface_create_for_stream(
        [](void* into, const unsigned char* data, unsigned size) {
            static_cast<std::string*>(into)->append(reinterpret_cast<const char*>(data), size);
            return CAIRO_STATUS_SUCCESS;
        },
        &bytes, page.width, page.height));
    cairo_pdf_surface_restrict_to_version(surface.get(), CAIRO_PDF_VERSION_1_5);
    const auto say = [&](cairo_pdf_metadata_t what, const std::string& text) {
        if (!text.empty())
            cairo_pdf_surface_set_metadata(surface.get(), what, text.c_str());
    };
    say(CAIRO_PDF_METADATA_TITLE, page.title);
    say(CAIRO_PDF_METADATA_AUTHOR, page.author);
    say(CAIRO_PDF_METADATA_SUBJECT, page.subject);
    say(CAIRO_PDF_METADATA_CREATOR, "Tractwise");
    say(CAIRO_PDF_METADATA_CREATE_DATE, page.date);
    paint(surface.get(), page, 1, true);
    cairo_surface_finish(surface.get());
    if (cairo_surface_status(surface.get()) != CAIRO_STATUS_SUCCESS)
        throw Error(ErrorKind::Internal,
                    fmt::format("the PDF cannot be made: {}",
                                cairo_status_to_string(cairo_surface_status(surface.get()))));
    return bytes;
}

/// Walks the structure that Cairo 1.16 wrote and adds what it has no words for: what a figure
/// shows, and for which cells the head of a table speaks.
class Structure {
public:
    explicit Structure(std::vector<std::string> figures) : figures_(std::move(figures)) {}

    void complete(QPDFObjectHandle node) {
        if (node.isArray()) {
            for (int i = 0; i < node.getArrayNItems(); ++i)
                complete(node.getArrayItem(i));
            return;
        }
        if (!node.isDictionary())
            return;
        QPDFObjectHandle kind = node.getKey("/S");
        if (kind.isName() && kind.getName() == "/Figure" && next_ < figures_.size())
            node.replaceKey("/Alt", QPDFObjectHandle::newUnicodeString(figures_[next_++]));
        if (kind.isName() && kind.getName() == "/TH") {
            QPDFObjectHandle scope = QPDFObjectHandle::newDictionary();
            scope.replaceKey("/O", QPDFObjectHandle::newName("/Table"));
            scope.replaceKey("/Scope", QPDFObjectHandle::newName("/Column"));
            node.replaceKey("/A", scope);
        }
        if (node.hasKey("/K"))
            complete(node.getKey("/K"));
    }

private:
    std::vector<std::string> figures_;
    std::size_t next_ = 0;
};

} // namespace

std::string pdf_of(const Drawing& page) {
    const std::string bytes = painted(page);
    QPDF pdf;
    pdf.processMemoryFile("page", bytes.data(), bytes.size());
    QPDFObjectHandle root = pdf.getRoot();
    root.replaceKey("/Lang", QPDFObjectHandle::newString(page.language));
    QPDFObjectHandle preferences = QPDFObjectHandle::newDictionary();
    preferences.replaceKey("/DisplayDocTitle", QPDFObjectHandle::newBool(true));
    root.replaceKey("/ViewerPreferences", preferences);
    if (root.hasKey("/StructTreeRoot")) {
        std::vector<std::string> figures;
        add_figures(page.root, figures);
        Structure(std::move(figures)).complete(root.getKey("/StructTreeRoot"));
    }
    if (page.date.empty()) // Cairo writes the time of day, and no two files would be equal
        if (QPDFObjectHandle info = pdf.getTrailer().getKey("/Info"); info.isDictionary())
            info.removeKey("/CreationDate");
    QPDFWriter writer(pdf);
    writer.setOutputMemory();
    writer.setDeterministicID(true);
    writer.setObjectStreamMode(qpdf_o_generate);
    writer.write();
    const std::shared_ptr<Buffer> made = writer.getBufferSharedPointer();
    return {reinterpret_cast<const char*>(made->getBuffer()), made->getSize()};
}

} // namespace tractwise::paper
