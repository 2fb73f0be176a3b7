// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "../panel.hpp"

#include <filesystem>
#include <vector>

namespace tractwise::viewer {

/// What a dropped file is, and what to do with it.
class ImportDialog final : public Panel {
public:
    void draw(PanelContext& in) override;
    /// Looks into these files and asks what they are for.
    void ask(std::vector<std::filesystem::path> files);

private:
    std::vector<std::filesystem::path> files_;
};

} // namespace tractwise::viewer
