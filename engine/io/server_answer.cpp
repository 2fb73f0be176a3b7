// SPDX-License-Identifier: Apache-2.0
#include "engine/io/server_answer.hpp"

#include "engine/io/encoding.hpp"

#include "engine/core/text.hpp"

#include <algorithm>
#include <array>
#include <vector>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace tractwise::io {
namespace {

using Json = nlohmann::ordered_json;
using namespace std::string_view_literals;

constexpr std::size_t kLongestAnswer = 65536; // an error is short; data are not parsed twice

bool holds(std::string_view text, std::string_view part) {
    return text.find(part) != std::string_view::npos;
}

/// One line of at most `most` bytes, cut between letters.
std::string short_line(std::string_view said, std::size_t most = 200) {
    std::string text(said.substr(0, 20 * most)); // blanks are taken together
    repair_utf8(text);
    std::string line;
    for (const char c : text) {
        const bool blank = static_cast<unsigned char>(c) <= ' ';
        if (!blank)
            line += c;
        else if (!line.empty() && line.back() != ' ')
            line += ' ';
    }
    while (!line.empty() && line.back() == ' ')
        line.pop_back();
    if (line.size() > most) {
        std::size_t end = most;
        while (end > 0 && (static_cast<unsigned char>(line[end]) & 0xC0U) == 0x80U)
            --end;
        line.erase(end);
        line += "...";
    }
    return line;
}

/// The text of a page without its tags, scripts and styles.
std::string visible_text(std::string_view page) {
    std::string text;
    const std::string lower = to_lower(page);
    for (std::size_t at = 0; at < page.size();) {
        if (page[at] != '<') {
            text += page[at++];
            continue;
        }
        std::size_t end = at;
        for (const std::string_view skipped : {"script"sv, "style"sv, "title"sv})
            if (lower.compare(at + 1, skipped.size(), skipped) == 0)
                end = lower.find("</" + std::string(skipped), at);
        if (lower.compare(at, 4, "<!--") == 0)
            end = lower.find("-->", at);
        if (end != std::string::npos)
            end = page.find('>', end);
        if (end == std::string::npos)
            break; // the page was cut, or only its beginning is looked at
        text += ' ';
        at = end + 1;
    }
    static constexpr std::array<std::pair<std::string_view, char>, 6> entities{{{"&nbsp;", ' '},
                                                                                {"&quot;", '"'},
                                                                                {"&#39;", '\''},
                                                                                {"&lt;", '<'},
                                                                                {"&gt;", '>'},
                                                                                {"&amp;", '&'}}};
    for (const auto& [name, letter] : entities)
        for (std::size_t at = 0; (at = text.find(name, at)) != std::string::npos; ++at)
            text.replace(at, name.size(), 1, letter);
    return text;
}

std::string page_title(std::string_view page) {
    const std::string lower = to_lower(page);
    const std::size_t begin = lower.find("<title");
    const std::size_t open = begin == std::string::npos ? begin : lower.find('>', begin);
    const std::size_t end = open == std::string::npos ? open : lower.find("</title", open);
    return end == std::string::npos
               ? ""
               : short_line(visible_text(page.substr(open + 1, end - open - 1)), 80);
}

/// Name of the first element, in small letters and without its prefix; declarations and comments
/// are passed over. Empty where the text is no markup.
std::string first_element(std::string_view text) {
    std::size_t at = 0;
    while (at < text.size() && text[at] == '<' && at + 1 < text.size() &&
           (text[at + 1] == '?' || text[at + 1] == '!')) {
        const std::string_view close = text.substr(at, 4) == "<!--" ? "-->"sv : ">"sv;
        const std::size_t end = text.find(close, at);
        if (end == std::string_view::npos)
            return {};
        at = text.find_first_not_of(" \t\r\n", end + close.size());
    }
    if (at >= text.size() || text[at] != '<')
        return {};
    const std::size_t end = text.find_first_of(" \t\r\n/>", at);
    const std::string name = to_lower(text.substr(at + 1, std::min(end, at + 60) - at - 1));
    return name.substr(name.find(':') + 1); // all of it where there is no prefix
}

bool is_web_page(std::string_view text) {
    if (!text.starts_with('<'))
        return false;
    const std::string_view start = text.substr(0, 4096);
    static constexpr std::array<std::string_view, 9> names{
        "html", "head", "body", "table", "script", "meta", "center", "title", "div"};
    return to_lower(start.substr(0, 14)) == "<!doctype html" ||
           std::find(names.begin(), names.end(), first_element(start)) != names.end();
}

ForeignFile describe_page(std::string_view page, std::string_view name) {
    const std::string lower = to_lower(page);
    const std::string title = page_title(page);
    const std::string text = short_line(visible_text(page));
    std::string words = title;
    if (!text.empty() && !text.starts_with(title))
        words += (words.empty() ? "" : ": ") + text;
    else if (!text.empty())
        words = text;
    ForeignFile file{"is a web page, no data" +
                         (words.empty() ? "" : fmt::format(": \"{}\"", words)),
                     "the download failed or needs a login: open its address in a browser and save "
                     "the file that is offered there, not the page"};
    const std::string lower_name = to_lower(name);
    const bool as_workbook = lower_name.ends_with(".xls") || lower_name.ends_with(".xlsx");
    if (holds(lower, "missing key") || holds(lower, "invalid key") || holds(lower, "valid <em>key"))
        file.hint =
            "this is how the Census API answers a request without a valid key: get one at "
            "https://api.census.gov/data/key_signup.html and add &key=YOUR_KEY to the request";
    else if (holds(lower, "<table") && (as_workbook || lower.starts_with("<table")))
        file = {
            as_workbook ? "is a web page with a table, saved under the name of an Excel workbook"
                        : "is a web page with a table, no text table",
            "open it in Excel or LibreOffice and save it: File > Save As > Excel Workbook (*.xlsx) "
            "or CSV"};
    else if (holds(to_lower(title), "github"))
        file.hint = "on GitHub open the file's page and choose Download raw file";
    else if (holds(lower, "virus scan warning"))
        file.hint =
            "Google Drive asks before it sends large files: open the address in a browser and "
            "choose Download anyway";
    return file;
}

std::string error_text(const Json& value) {
    if (value.is_string())
        return value.get<std::string>();
    return value.is_number() ? value.dump() : "";
}

/// "Invalid URL (400): Unable to complete operation", from whatever keys servers use.
std::string error_words(const Json& error) {
    if (!error.is_object())
        return error.is_array() && !error.empty() ? error_words(error.front()) : error_text(error);
    std::string words;
    for (const char* key :
         {"message", "Message", "msg", "error_message", "errorMessage", "error_description",
          "description", "detail", "title", "info", "reason"})
        if (const auto found = error.find(key); found != error.end() && words.empty())
            words =
                found->is_object() || found->is_array() ? error_words(*found) : error_text(*found);
    for (const char* key : {"code", "errorCode", "status", "statusCode"})
        if (const auto found = error.find(key);
            found != error.end() && !error_text(*found).empty()) {
            words += words.empty() ? "code " + error_text(*found) : " (" + error_text(*found) + ")";
            break;
        }
    if (const auto details = error.find("details"); details != error.end()) {
        const std::string more = error_words(*details);
        if (!more.empty() && !words.starts_with(more))
            words += ": " + more;
    }
    return words;
}

/// Words of an answer that is nothing but an error; empty where it is something else.
std::string error_in(const Json& root) {
    if (root.is_array())
        return root.size() == 1 && root.front().is_object() &&
                       (root.front().contains("error") || root.front().contains("errorCode"))
                   ? error_in(root.front())
                   : "";
    if (!root.is_object())
        return "";
    for (const char* key : {"features", "geometries", "coordinates", "geometry", "arcs", "rows"})
        if (root.contains(key))
            return "";
    for (const char* key : {"error", "errors", "Error", "fault", "exceptions"})
        if (const auto error = root.find(key); error != root.end()) {
            if (error->is_boolean() ? !error->get<bool>() : error->is_null())
                continue;
            std::string words = error_words(*error);
            const std::string around = error_words(root);
            if (words.empty() || (!error->is_object() && !error->is_array() && !around.empty()))
                words += (words.empty() || around.empty() ? "" : ": ") + around;
            return words.empty() ? "an error without words" : words;
        }
    // {"message": "Not Found", "documentation_url": ...}: nothing in it but words
    const bool only_words = std::none_of(root.begin(), root.end(), [](const Json& value) {
        return value.is_object() || (value.is_array() && !value.empty());
    });
    for (const char* key :
         {"message", "Message", "detail", "errorMessage", "error_message", "errorCode"})
        if (only_words && root.contains(key))
            return error_words(root);
    return "";
}

std::optional<ForeignFile> json_error(std::string_view text, std::size_t size) {
    if (text.starts_with('{') && holds(text.substr(0, 300), "\"currentVersion\"") &&
        !holds(text, "\"features\""))
        return ForeignFile{
            "is the description of an ArcGIS service or layer, not its features",
            "add /query?where=1%3D1&outFields=*&f=geojson to the address of the layer "
            "(it ends in a number), and fetch further pages with &resultOffset=..."};
    if (text.starts_with('{') && holds(text.substr(0, 300), "\"meta\"") &&
        holds(text.substr(0, 300), "\"view\""))
        return ForeignFile{"is the JSON of a Socrata portal with rows and their description",
                           "fetch the same data as CSV: Export > CSV, or rows.csv in place of "
                           "rows.json in the address"};
    if (size > kLongestAnswer || !(text.starts_with('{') || text.starts_with('[')))
        return std::nullopt;
    const Json root = Json::parse(text.begin(), text.end(), nullptr, false);
    if (root.is_discarded())
        return std::nullopt;
    const std::string words = error_in(root);
    if (words.empty())
        return std::nullopt;
    const std::string lower = to_lower(words);
    const bool login = holds(lower, "token") || holds(lower, "(499)") || holds(lower, "(498)") ||
                       holds(lower, "unauthorized") || holds(lower, "forbidden");
    return ForeignFile{
        fmt::format("is an error that the server sent instead of data: \"{}\"", short_line(words)),
        login ? "the data are not public: fetch them with an account that may see them"
              : "correct the request and fetch the file again; in a browser its address "
                "shows the same words"};
}

std::optional<ForeignFile> xml_error(std::string_view text) {
    if (!text.starts_with('<'))
        return std::nullopt;
    const std::string root = first_element(text.substr(0, 4096));
    if (root == "plist")
        return ForeignFile{
            "is a property list of macOS, no data",
            "where it is a shortcut (.webloc), open it in the browser and save what it "
            "leads to"};
    if (root == "svg")
        return ForeignFile{"is a drawing (SVG); it holds no places on the earth",
                           "ask for the data behind it"};
    if (root != "exceptionreport" && root != "serviceexceptionreport" && root != "error")
        return std::nullopt;
    return ForeignFile{
        fmt::format("is an error that the server sent instead of data: \"{}\"",
                    short_line(visible_text(text.substr(0, 4096)))),
        "correct the request and fetch the file again; in a browser its address shows "
        "the same words"};
}

std::optional<ForeignFile> text_error(std::string_view text, std::size_t size) {
    if (size > 4096 || text.empty() || holds(text, "\0"sv))
        return std::nullopt;
    const std::string first = to_lower(text.substr(0, text.find('\n')));
    static constexpr std::array<std::string_view, 16> whole{"not found",
                                                            "forbidden",
                                                            "unauthorized",
                                                            "access denied",
                                                            "bad request",
                                                            "too many requests",
                                                            "internal server error",
                                                            "service unavailable",
                                                            "bad gateway",
                                                            "gateway timeout",
                                                            "gateway time-out",
                                                            "request timeout",
                                                            "request timed out",
                                                            "rate limit exceeded",
                                                            "authentication required",
                                                            "login required"};
    static constexpr std::array<std::string_view, 5> begins{
        "error:", "error -", "there was an error", "an error occurred", "an error has occurred"};
    const bool status = first.size() > 3 && (first[0] == '4' || first[0] == '5') &&
                        first[1] == '0' && first[2] >= '0' && first[2] <= '9' &&
                        (first[3] == ' ' || first[3] == ':') &&
                        first.find_first_of(",;\t|") == std::string::npos;
    const std::string bare(trim(first));
    const bool said = std::find(whole.begin(), whole.end(), bare) != whole.end() ||
                      std::any_of(begins.begin(), begins.end(),
                                  [&](std::string_view start) { return first.starts_with(start); });
    if (!said && !status)
        return std::nullopt;
    std::string hint = "correct the request and fetch the file again";
    if (holds(first, "unknown variable"))
        hint = "the data set has no such variable in this year; for ACS look it up in "
               "https://api.census.gov/data/YEAR/acs/acs5/variables.html, correct the request and "
               "fetch "
               "it again";
    return ForeignFile{
        fmt::format("is an error that the server sent instead of data: \"{}\"", short_line(text)),
        std::move(hint)};
}

/// Names of the outermost object, the first few.
std::vector<std::string> outer_keys(std::string_view text) {
    std::vector<std::string> keys;
    std::size_t depth = 0;
    for (std::size_t i = 0; i < text.size() && keys.size() < 8; ++i) {
        if (text[i] == '{' || text[i] == '[')
            ++depth;
        else if ((text[i] == '}' || text[i] == ']') && depth > 0)
            --depth;
        if (text[i] != '"')
            continue;
        const std::size_t begin = ++i;
        while (i < text.size() && text[i] != '"')
            i += text[i] == '\\' ? 2 : 1;
        const std::size_t next = text.find_first_not_of(" \t\r\n", i + 1);
        if (depth == 1 && next != std::string_view::npos && text[next] == ':')
            keys.push_back(short_line(text.substr(begin, i - begin), 30));
    }
    return keys;
}

} // namespace

std::optional<ForeignFile> server_error(std::string_view head, std::string_view name,
                                        std::size_t size) {
    const std::string_view text = trim(head);
    if (is_web_page(text))
        return describe_page(text, name);
    if (text.starts_with("MIME-Version:") && holds(text.substr(0, 1024), "multipart/related"))
        return ForeignFile{
            "is a saved web page (MHTML), no table",
            "open it in Excel or LibreOffice and save it: File > Save As > Excel Workbook "
            "(*.xlsx) or CSV"};
    if (auto error = json_error(text, size))
        return error;
    if (auto error = xml_error(text))
        return error;
    return text_error(text, size);
}

std::optional<ForeignFile> unknown_json(const std::string& path) {
    const FileHead file = read_head(path, kLongestAnswer);
    const std::string_view text = trim(file.bytes);
    if (!text.starts_with('{'))
        return std::nullopt;
    if (holds(text, "\"features\"") && file.bytes.size() < kLongestAnswer) {
        const Json root = Json::parse(text.begin(), text.end(), nullptr, false);
        const auto found = root.is_object() ? root.find("features") : root.end();
        if (root.is_object() && found != root.end() && found->is_array() && found->empty())
            return ForeignFile{
                "is an answer without a single feature",
                "the request matched nothing: look at its condition (where=) and its "
                "extent, and fetch the file again"};
    }
    if (holds(text, "\"FeatureCollection\"") || holds(text, "\"Topology\"") ||
        holds(text, "\"features\""))
        return std::nullopt;
    const std::vector<std::string> keys = outer_keys(text);
    if (keys.empty())
        return std::nullopt;
    return ForeignFile{
        fmt::format(
            "is JSON, but neither a list of rows nor map features; its outermost names are: {}",
            join(keys, ", ")),
        "map features are GeoJSON (\"FeatureCollection\"), TopoJSON (\"Topology\") or Esri JSON "
        "(\"features\"); a table is a list of rows. Where the rows lie deeper in it, fetch the "
        "same "
        "data as CSV"};
}

} // namespace tractwise::io
