// SPDX-License-Identifier: Apache-2.0
#include "engine/core/diagnostics.hpp"

#include <algorithm>

namespace tractwise {

void Diagnostics::add(Finding finding) {
    if (finding.examples.size() > Finding::kMaxExamples)
        finding.examples.resize(Finding::kMaxExamples);
    const auto same = std::find_if(findings_.begin(), findings_.end(), [&](const Finding& f) {
        return f.code == finding.code && f.source == finding.source && f.message == finding.message;
    });
    if (same == findings_.end()) {
        findings_.push_back(std::move(finding));
        return;
    }
    same->count += finding.count;
    for (std::string& example : finding.examples)
        if (same->examples.size() < Finding::kMaxExamples)
            same->examples.push_back(std::move(example));
}

void Diagnostics::merge(const Diagnostics& other) {
    for (const Finding& finding : other.findings_)
        add(finding);
}

bool Diagnostics::has_warnings() const {
    return std::any_of(findings_.begin(), findings_.end(),
                       [](const Finding& f) { return f.severity == Severity::Warning; });
}

std::string to_string(Severity severity) {
    return severity == Severity::Note ? "note" : "warning";
}

} // namespace tractwise
