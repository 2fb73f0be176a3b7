// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "viewer/panel.hpp"
#include "viewer/report/report_maker.hpp"
#include "viewer/start/folder_field.hpp"
#include "viewer/start/theme_field.hpp"

#include <array>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace tractwise::viewer {

/// The needs report of the selected tracts: what it is to be, what its first page will say, and its
/// files. It writes by itself, beside the window's thread (report_maker.hpp).
class ReportDialog final : public Panel {
public:
    /// `catalog` has to outlive it.
    explicit ReportDialog(const layer::LayerCatalog& catalog) : maker_(catalog) {}
    void draw(PanelContext& in) override;
    void ask(); ///< opens it
    bool is_open() const { return open_; }
    bool busy() const { return maker_.busy(); } ///< a report is made or written

private:
    static constexpr std::size_t kFormatCount = 6;

    void begin(PanelContext& in);
    void name_by_language(PanelContext& in);
    void want(PanelContext& in);
    void draw_choices(PanelContext& in);
    void draw_preview(PanelContext& in);
    void draw_progress(PanelContext& in);
    void draw_buttons(PanelContext& in);
    void draw_written(PanelContext& in);
    std::vector<std::string> formats() const;

    bool open_ = false, begun_ = false;
    std::string name_, usual_name_; ///< as typed; as the selection is called by itself
    std::uint64_t of_selection_ = 0;
    std::filesystem::path of_study_;
    needs::Against against_;
    Language language_ = Language::English;
    std::array<bool, kFormatCount> wanted_{true, true, false, false, false, true};
    ThemeField theme_;
    FolderField folder_;
    ReportMaker maker_;
    std::filesystem::path written_to_;
    std::optional<needs::WrittenReport> written_; ///< of the files that were written last
};

} // namespace tractwise::viewer
