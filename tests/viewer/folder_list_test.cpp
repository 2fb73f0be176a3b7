// SPDX-License-Identifier: Apache-2.0
#include "viewer/start/folder_list.hpp"

#include "tests/support/temporary_folder.hpp"
#include "viewer/start/file_words.hpp"
#include "viewer/start/recent_files.hpp"

#include <gtest/gtest.h>

#include <algorithm>

namespace tractwise::viewer {
namespace {

namespace fs = std::filesystem;
using test::TemporaryFolder;

std::vector<std::string> names(const FolderList& list) {
    std::vector<std::string> all;
    for (const std::size_t i : list.shown())
        all.push_back(list.entry(i).name);
    return all;
}

TEST(FolderList, FoldersFirstAndNumbersAsNumbers) {
    const TemporaryFolder folder;
    fs::create_directory(folder / "zebra");
    for (const char* name : {"road10.csv", "Road9.csv", "b.toml", ".hidden.csv", "photo.jpg"})
        folder.write(name, "x");
    FolderList list;
    list.read(folder.path());
    EXPECT_EQ(names(list), (std::vector<std::string>{"zebra", "b.toml", "photo.jpg", "Road9.csv",
                                                     "road10.csv"}));
    list.show({.filter = FileFilter::Studies});
    EXPECT_EQ(names(list), (std::vector<std::string>{"zebra", "b.toml"}));
    list.show({.filter = FileFilter::Data, .hidden = true});
    EXPECT_EQ(names(list),
              (std::vector<std::string>{"zebra", ".hidden.csv", "Road9.csv", "road10.csv"}));
    list.show({.folders_only = true});
    EXPECT_EQ(names(list), std::vector<std::string>{"zebra"});
    EXPECT_EQ(list.left_out(), 4U) << "the hidden one is none of the filter's";
}

TEST(FolderList, SortsBySizeBothWays) {
    const TemporaryFolder folder;
    folder.write("small", "1");
    folder.write("large", std::string(3000, 'x'));
    folder.write("middle", std::string(200, 'x'));
    FolderList list;
    list.read(folder.path());
    list.show({.sort = FolderList::Sort::Size, .descending = true});
    EXPECT_EQ(names(list), (std::vector<std::string>{"large", "middle", "small"}));
    list.show({.sort = FolderList::Sort::Size});
    EXPECT_EQ(names(list), (std::vector<std::string>{"small", "middle", "large"}));
    EXPECT_EQ(list.entry(list.shown()[2]).size, 3000U);
}

TEST(FolderList, SaysWhyAFolderCannotBeRead) {
    const TemporaryFolder folder;
    FolderList list;
    list.read(folder / "gone");
    EXPECT_FALSE(list.problem().empty());
    EXPECT_TRUE(list.shown().empty());
    list.read(folder.path());
    EXPECT_TRUE(list.problem().empty());
}

TEST(FolderList, ManyFilesStandInTheOrderOfTheirNumbers) {
    const TemporaryFolder folder;
    for (int i = 0; i < 120; ++i)
        folder.write("file" + std::to_string(i) + ".csv", "");
    FolderList list;
    list.read(folder.path());
    ASSERT_EQ(list.shown().size(), 120U);
    for (std::size_t i = 0; i < 120; ++i)
        EXPECT_EQ(list.entry(list.shown()[i]).name, "file" + std::to_string(i) + ".csv");
}

TEST(FileFilter, KnowsStudiesAndData) {
    EXPECT_TRUE(passes(FileFilter::Studies, "County.TOML"));
    EXPECT_FALSE(passes(FileFilter::Studies, "county.csv"));
    for (const char* name : {"a.csv", "a.geojson", "a.SHP", "a.gpkg", "a.zip", "a.xlsx",
                             "a.osm.pbf", "a.osm", "a.txt", "a.json"}) {
        EXPECT_TRUE(passes(FileFilter::Data, name)) << name;
        EXPECT_TRUE(passes(FileFilter::Readable, name)) << name;
    }
    EXPECT_FALSE(passes(FileFilter::Readable, "a.jpg"));
    EXPECT_TRUE(passes(FileFilter::Everything, "a.jpg"));
}

TEST(CompletePath, GoesAsFarAsAllMatchesAgree) {
    const TemporaryFolder folder;
    fs::create_directory(folder / "county");
    folder.write("county_2020.toml", "");
    folder.write("other.csv", "");
    const std::string base = folder.path().string() + "/";
    const Completion two = complete_path(base + "co", folder.path());
    EXPECT_EQ(two.text, base + "county");
    EXPECT_EQ(two.matches, (std::vector<std::string>{"county/", "county_2020.toml"}));
    EXPECT_EQ(complete_path("ot", folder.path()).text, "other.csv");
    EXPECT_EQ(complete_path(base + "xyz", folder.path()).text, base + "xyz");
    EXPECT_TRUE(complete_path(base + "xyz", folder.path()).matches.empty());
}

TEST(FileWords, HomeFolderAndBack) {
    const fs::path home = home_folder();
    EXPECT_EQ(home_words(home / "a.csv"), "~/a.csv");
    EXPECT_EQ(from_home_words("~/a.csv"), home / "a.csv");
    EXPECT_EQ(home_words("/nowhere/a.csv"), "/nowhere/a.csv");
    EXPECT_EQ(from_home_words("a~b"), "a~b");
}

TEST(FileWords, AFolderThatIsToBeMadeIsAsWritableAsTheOneAbove) {
    const TemporaryFolder folder;
    const fs::path file = folder.write("file", "");
    EXPECT_EQ(folder_state(folder / "new" / "deep"), FolderState::Writable);
    EXPECT_EQ(folder_state(file), FolderState::NoFolder);
    EXPECT_EQ(folder_state(file / "below"), FolderState::NoFolder);
}

TEST(RecentFiles, NewestFirstOnceEachWithFolders) {
    const TemporaryFolder folder;
    const fs::path a = folder.write("a.toml", ""), b = folder.write("b.toml", "");
    {
        RecentFiles recent(folder / "config");
        recent.add(a, "A");
        recent.add(b, "B");
        recent.add(a, "A again");
        recent.toggle_bookmark(folder.path());
    }
    const RecentFiles recent(folder / "config");
    ASSERT_EQ(recent.studies().size(), 2U);
    EXPECT_EQ(recent.studies()[0].title, "A again");
    EXPECT_GT(recent.studies()[0].opened, 1'600'000'000);
    EXPECT_EQ(recent.folders(), std::vector<fs::path>{folder.path()});
    EXPECT_EQ(recent.bookmarks(), std::vector<fs::path>{folder.path()});
    fs::remove(a);
    EXPECT_EQ(RecentFiles(folder / "config").studies().size(), 1U);
}

} // namespace
} // namespace tractwise::viewer
