// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/core/language.hpp"
#include "engine/study/study.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace tractwise::viewer {

/// Who uses a source of a study, in words: "tracts, housing (acs), candidates".
std::string users_of(const study::Study& study, const std::string& source, Language language);

/// An id that the study does not have yet, made of a file's name: "hrsa_sites", "hrsa_sites_2".
std::string new_source_id(const study::Study& study, std::string_view file_name);

/// A layer's options with `source` under `role`: beside those already there where `several`.
/// A layer that the study does not have yet is added.
void give_to_layer(study::Study& study, const std::string& layer, const std::string& role,
                   const std::string& source, bool several);

} // namespace tractwise::viewer
