// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/core/language.hpp"
#include "engine/core/progress.hpp"
#include "engine/needs/document.hpp"

#include <filesystem>
#include <string>
#include <vector>

namespace tractwise::needs {

/// What came of writing a report.
struct WrittenReport {
    std::vector<std::string> files; ///< names in the folder
    /// What a program beside this one made or did not make, and what that lacks, a sentence each,
    /// in the language of who writes.
    std::vector<std::string> notes;
};

/// Writes the report into a folder, which is made where it is absent:
///
///     report.html, report.md, tables/ID.csv, tables.xlsx, figures/N.svg
///     report.pdf      // printed by Chromium, else by WeasyPrint, where one is installed
///     report.docx     // where pandoc is installed
///
///     const WrittenReport written = write_report("out/south_side", report, {"html", "pdf"});
///
/// `formats`: of html, md, csv, xlsx, pdf, docx; empty: all of them. A PDF of Chromium is tagged: it
/// has headings, figures with their alternative texts, table heads with a scope. One of WeasyPrint is
/// not claimed to be; the note says so. Each file appears whole or not at all. Errors: Error(Usage)
/// for an unknown format, with a suggestion, and where `folder` is a file; Error(Input) where it
/// cannot be written. A program that is absent or fails is a note.
WrittenReport write_report(const std::filesystem::path& folder, const Document& report,
                           const std::vector<std::string>& formats = {},
                           const Progress& progress = {}, Language language = Language::English);

/// "South Side (part)" -> "south_side_part": the folder of an area's report.
std::string folder_name(const std::string& area);

/// The formats by name.
const std::vector<std::string>& report_formats();
/// What write_report() says of formats that it does not know: to be asked before long work.
void require_formats(const std::vector<std::string>& formats);

} // namespace tractwise::needs
