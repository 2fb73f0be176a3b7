// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "viewer/import/import_reading.hpp"
#include "viewer/import/import_uses.hpp"
#include "viewer/panel.hpp"

#include <filesystem>
#include <list>
#include <memory>
#include <mutex>
#include <set>
#include <string>
#include <thread>
#include <vector>

namespace tractwise::viewer {

/// What a dropped file is, and what to do with it: a preview, the rows that cannot be used, and the
/// roles that the study has for it. Files are read on a thread of their own.
class ImportDialog final : public Panel {
public:
    ImportDialog();
    ~ImportDialog() override;
    void draw(PanelContext& in) override;
    /// Looks into these files and asks what they are for.
    void ask(std::vector<std::filesystem::path> files);
    bool is_open() const { return open_; }
    bool reading() const; ///< still looking into the file

private:
    /// Shared with the thread that reads.
    struct Work {
        std::mutex mutex;
        bool done = false;
        double fraction = 0;
        ImportReading result;
    };

    void start(PanelContext& in);
    void stop();
    void take_result(PanelContext& in);
    void next_file();
    void refresh_uses(PanelContext& in);
    void add_to_study(PanelContext& in);

    void draw_no_study(PanelContext& in);
    void draw_waiting(PanelContext& in);
    void draw_reading(PanelContext& in);
    void draw_pages(PanelContext& in);
    void draw_figures(PanelContext& in) const;
    void draw_choice(PanelContext& in);
    void draw_place_columns(PanelContext& in);
    void draw_filter(PanelContext& in);      ///< which rows count
    void draw_own_columns(PanelContext& in); ///< what columns are, for [columns.NAME]
    std::vector<layer::OwnColumn> own_columns(const study::Study& study) const;
    void draw_layers(PanelContext& in);
    void read_again(); ///< the same file, as `how_` says now
    void draw_no_use(PanelContext& in) const;
    void draw_preview(PanelContext& in);
    void draw_problems(PanelContext& in);
    void draw_notes(PanelContext& in);
    void draw_buttons(PanelContext& in);

    bool open_ = false;
    std::vector<std::filesystem::path> files_;
    std::size_t at_ = 0;
    std::shared_ptr<Work> work_; ///< null: the file at `at_` is still to be read
    std::jthread thread_;
    std::list<std::jthread> ended_; ///< asked to stop, waited for at the end
    std::unique_ptr<layer::LayerCatalog> catalog_;

    bool has_result_ = false, again_ = false;
    ImportReading reading_;
    io::SourceSpec
        how_; ///< what the user said about the file: layer and columns of the coordinates
    std::vector<std::string> columns_; ///< of the last reading that came out
    struct PlaceColumns {              ///< what is chosen on the screen, perhaps not all of it yet
        bool open = false;
        std::string across, up;
        bool projected = false; ///< else degrees
        double epsg = 0;        ///< of projected coordinates
    } chosen_;
    std::vector<ImportUse> uses_;
    Language uses_language_ = Language::English;
    int use_ = 0, page_ = 0, vintage_ = 0;
    double year_ = 0;
    std::string id_, title_;
    /// Of a column of few words: the values whose rows count; none chosen: all.
    struct Filter {
        std::size_t category = 0; ///< in the reading
        std::set<std::string> values;
    };
    std::vector<Filter> filters_;
    struct OwnDraft { ///< a column as it is described on the screen
        std::string column, label, label_es, margin;
        int unit = 0, direction = 0;
    };
    std::vector<OwnDraft> own_;
};

} // namespace tractwise::viewer
