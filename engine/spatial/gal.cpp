// SPDX-License-Identifier: Apache-2.0
#include "engine/spatial/gal.hpp"

#include "engine/core/atomic_file.hpp"
#include "engine/core/error.hpp"
#include "engine/core/text.hpp"

#include <algorithm>
#include <cmath>
#include <optional>
#include <unordered_map>

#include <fmt/format.h>

namespace tractwise::spatial {

namespace {

/// The lines of a file as words, with their numbers.
class WordLines {
public:
    WordLines(std::string_view text, std::string where) : rest_(text), where_(std::move(where)) {
        constexpr std::string_view mark = "\xEF\xBB\xBF";
        if (rest_.starts_with(mark))
            rest_.remove_prefix(mark.size());
    }
    /// False at the end.
    bool next() {
        words_.clear();
        if (rest_.empty())
            return false;
        ++number_;
        const std::size_t end = rest_.find('\n');
        std::string_view line = rest_.substr(0, end);
        rest_.remove_prefix(end == std::string_view::npos ? rest_.size() : end + 1);
        constexpr const char* blanks = " \t\r";
        while (true) {
            const std::size_t begin = line.find_first_not_of(blanks);
            if (begin == std::string_view::npos)
                return true;
            line.remove_prefix(begin);
            const std::size_t length = std::min(line.find_first_of(blanks), line.size());
            words_.push_back(line.substr(0, length));
            line.remove_prefix(length);
        }
    }
    bool next_filled() {
        while (next())
            if (!words_.empty())
                return true;
        return false;
    }
    const std::vector<std::string_view>& words() const { return words_; }

    [[noreturn]] void fail(const std::string& message, const std::string& hint = {}) const {
        throw Error(ErrorKind::Input, message,
                    {.where = fmt::format("{}:{}", where_, number_), .hint = hint});
    }
    /// What is wrong with the file as a whole.
    [[noreturn]] void fail_whole(const std::string& message, const std::string& hint = {}) const {
        throw Error(ErrorKind::Input, message, {.where = where_, .hint = hint});
    }
    std::size_t whole_number(std::string_view word, const char* what) const {
        if (!all_digits(word) || word.size() > 9)
            fail(fmt::format("{} is a whole number, not \"{}\"", what, word));
        return static_cast<std::size_t>(*parse_number(word));
    }

private:
    std::string_view rest_;
    std::string where_;
    std::vector<std::string_view> words_;
    std::size_t number_ = 0;
};

/// "0 49 columbus POLYID" or "49".
std::size_t read_head(WordLines& lines) {
    if (!lines.next_filled())
        lines.fail_whole("has no line");
    const auto& words = lines.words();
    if (words.size() == 1)
        return lines.whole_number(words[0], "the number of rows");
    if (words.size() < 3 || words[0] != "0")
        lines.fail("does not begin as a file of neighbors does",
                   "the first line is \"0 49 layer id_column\" or \"49\"");
    return lines.whole_number(words[1], "the number of rows");
}

/// Rows by id, and the file's links as they come.
class LinkReader {
public:
    LinkReader(const WordLines& lines, std::span<const std::string> ids)
        : lines_(lines), given_(ids) {
        for (std::uint32_t i = 0; i < ids.size(); ++i)
            row_.emplace(ids[i], i);
        ids_.assign(ids.begin(), ids.end());
        met_.assign(ids.size(), 0);
    }
    /// The row of an id; without ids given, a new one for a new id.
    std::uint32_t row(std::string_view id) {
        const auto found = row_.find(std::string(id));
        if (found != row_.end()) {
            met_[found->second] = 1;
            return found->second;
        }
        if (!given_.empty()) {
            if (stranger_.size() < kExamples &&
                std::find(stranger_.begin(), stranger_.end(), id) == stranger_.end())
                stranger_.emplace_back(id);
            ++strangers_;
            return kNoRow;
        }
        const auto row = static_cast<std::uint32_t>(ids_.size());
        row_.emplace(id, row);
        ids_.emplace_back(id);
        met_.push_back(1);
        return row;
    }
    void add(std::uint32_t from, std::uint32_t to, double weight) {
        if (from != to && weight > 0 && from != kNoRow && to != kNoRow)
            links_.push_back({from, to, weight});
    }
    std::size_t rows_met() const {
        return static_cast<std::size_t>(std::count(met_.begin(), met_.end(), char{1}));
    }
    /// `whole`: the file lists every row, so one that it lacks is missing.
    Weights finish(bool whole) {
        if (strangers_ > 0)
            lines_.fail_whole(
                fmt::format("is of other tracts: {} {} not among the {} ids of the study",
                            join(stranger_, ", "),
                            strangers_ > stranger_.size() ? "and others are"
                            : stranger_.size() == 1       ? "is"
                                                          : "are",
                            given_.size()),
                fmt::format("ids there look like \"{}\"", given_.front()));
        if (whole)
            if (const auto lacking = std::find(met_.begin(), met_.end(), char{0});
                lacking != met_.end())
                lines_.fail_whole(
                    fmt::format("has no row for {} of {} ids, \"{}\" first",
                                met_.size() - rows_met(), met_.size(),
                                ids_[static_cast<std::size_t>(lacking - met_.begin())]),
                    "a tract without neighbors has a row, too: its id and 0");
        const std::size_t rows = ids_.size();
        return Weights::from_links(rows, std::move(links_), std::move(ids_));
    }

    static constexpr std::uint32_t kNoRow = 0xFFFFFFFF;

private:
    static constexpr std::size_t kExamples = 3;
    const WordLines& lines_;
    std::span<const std::string> given_;
    std::unordered_map<std::string, std::uint32_t> row_;
    std::vector<std::string> ids_, stranger_;
    std::vector<char> met_; // by row: whether the file has named it
    std::vector<Link> links_;
    std::size_t strangers_ = 0;
};

} // namespace

Weights parse_gal(std::string_view text, const std::string& where,
                  std::span<const std::string> ids) {
    WordLines lines(text, where);
    const std::size_t rows = read_head(lines);
    LinkReader links(lines, ids);
    struct Row {
        std::string_view id;
        std::vector<std::string_view> neighbors;
    };
    std::vector<Row> file; // rows are numbered before neighbors are looked up
    std::unordered_map<std::string_view, std::size_t> row_of;
    file.reserve(std::min<std::size_t>(rows, text.size()));
    while (lines.next_filled()) {
        if (lines.words().size() != 2)
            lines.fail("a row begins with its id and its number of neighbors",
                       "ids with blanks cannot be told apart");
        if (file.size() == rows)
            lines.fail(fmt::format("more rows than the {} that the first line says", rows));
        Row row{lines.words()[0], {}};
        const std::size_t count = lines.whole_number(lines.words()[1], "the number of neighbors");
        if (!row_of.emplace(row.id, file.size()).second)
            lines.fail(fmt::format("\"{}\" has a row already", row.id));
        if (count > 0 && !lines.next_filled())
            lines.fail(fmt::format("ends before the neighbors of \"{}\"", row.id));
        if (count > 0)
            row.neighbors = lines.words();
        if (row.neighbors.size() != count)
            lines.fail(fmt::format("\"{}\" has {} neighbors here, {} by the line above", row.id,
                                   row.neighbors.size(), count));
        std::vector<std::string_view> sorted = row.neighbors;
        std::sort(sorted.begin(), sorted.end());
        if (const auto twice = std::adjacent_find(sorted.begin(), sorted.end());
            twice != sorted.end())
            lines.fail(fmt::format("\"{}\" has the neighbor \"{}\" twice", row.id, *twice));
        links.row(row.id);
        file.push_back(std::move(row));
    }
    if (file.size() != rows)
        lines.fail_whole(
            fmt::format("has {} rows, {} by its first line: is it cut off?", file.size(), rows));
    for (const Row& row : file) {
        const std::uint32_t from = links.row(row.id);
        for (const std::string_view neighbor : row.neighbors) {
            if (!row_of.contains(neighbor))
                lines.fail_whole(
                    fmt::format("\"{}\", a neighbor of \"{}\", has no row", neighbor, row.id));
            links.add(from, links.row(neighbor), 1);
        }
    }
    return links.finish(true);
}

Weights parse_gwt(std::string_view text, const std::string& where,
                  std::span<const std::string> ids) {
    WordLines lines(text, where);
    const std::size_t rows = read_head(lines);
    LinkReader links(lines, ids);
    std::unordered_map<std::string, std::size_t> seen;
    while (lines.next_filled()) {
        if (lines.words().size() != 3)
            lines.fail("a line is \"from to weight\"");
        const auto weight = parse_number(lines.words()[2]);
        if (!weight || !std::isfinite(*weight))
            lines.fail(fmt::format("a weight is a number, not \"{}\"", lines.words()[2]));
        if (*weight < 0)
            lines.fail(fmt::format("a weight of {}: weights are 0 or more", lines.words()[2]));
        if (!seen.emplace(fmt::format("{} {}", lines.words()[0], lines.words()[1]), 0).second)
            lines.fail(fmt::format("the link from \"{}\" to \"{}\" stands twice", lines.words()[0],
                                   lines.words()[1]));
        const std::uint32_t from = links.row(lines.words()[0]);
        links.add(from, links.row(lines.words()[1]), *weight);
    }
    if (links.rows_met() > rows)
        lines.fail_whole(fmt::format("has {} ids, {} by its first line", links.rows_met(), rows));
    if (!ids.empty() && rows != ids.size())
        lines.fail_whole(fmt::format("is of {} rows, the study has {}", rows, ids.size()),
                         "is it of other tracts?");
    if (ids.empty() && links.rows_met() < rows)
        lines.fail_whole(fmt::format("has links of {} rows out of {}: the others have no id here",
                                     links.rows_met(), rows),
                         "a .gal file names rows without neighbors");
    return links.finish(false);
}

Weights read_weights(const std::filesystem::path& file, std::span<const std::string> ids) {
    const std::string ending = to_lower(file.extension().string());
    if (ending != ".gal" && ending != ".gwt")
        throw Error(ErrorKind::Usage, "a file of neighbors ends in .gal or .gwt",
                    {.where = file.string()});
    const std::string text = read_text_file(file);
    return ending == ".gal" ? parse_gal(text, file.string(), ids)
                            : parse_gwt(text, file.string(), ids);
}

namespace {

std::string head(const Weights& weights, std::string_view layer, std::string_view id_column) {
    const auto one_word = [](std::string_view text) {
        std::string word(text.empty() ? "unknown" : text);
        std::replace_if(
            word.begin(), word.end(),
            [](char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }, '_');
        return word;
    };
    return fmt::format("0 {} {} {}\n", weights.size(), one_word(layer), one_word(id_column));
}

std::vector<std::string> ids_to_write(const Weights& weights) {
    std::vector<std::string> ids = weights.ids();
    for (std::size_t i = ids.size(); i < weights.size(); ++i)
        ids.push_back(std::to_string(i + 1));
    for (const std::string& id : ids)
        if (id.empty() || id.find_first_of(" \t\r\n") != std::string::npos)
            throw Error(ErrorKind::Usage,
                        fmt::format("the id \"{}\" cannot stand in a file of neighbors", id),
                        {.hint = "ids there are words without blanks"});
    return ids;
}

} // namespace

std::string gal_text(const Weights& weights, std::string_view layer, std::string_view id_column) {
    const std::vector<std::string> ids = ids_to_write(weights);
    std::string text = head(weights, layer, id_column);
    for (std::size_t i = 0; i < weights.size(); ++i) {
        text += fmt::format("{} {}\n", ids[i], weights.degree(i));
        for (std::size_t n = 0; n < weights.degree(i); ++n) {
            text += n == 0 ? "" : " ";
            text += ids[weights.neighbors(i)[n]];
        }
        text += "\n";
    }
    return text;
}

std::string gwt_text(const Weights& weights, std::string_view layer, std::string_view id_column) {
    const std::vector<std::string> ids = ids_to_write(weights);
    std::string text = head(weights, layer, id_column);
    for (std::size_t i = 0; i < weights.size(); ++i)
        for (std::size_t n = 0; n < weights.degree(i); ++n)
            text += fmt::format("{} {} {}\n", ids[i], ids[weights.neighbors(i)[n]],
                                format_number(weights.values(i)[n]));
    return text;
}

} // namespace tractwise::spatial
