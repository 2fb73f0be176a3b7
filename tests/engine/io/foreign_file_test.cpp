// SPDX-License-Identifier: Apache-2.0
// Files of other programs, pointers and servers' errors: each is named, with the way out of it.
#include "tests/engine/io/findings.hpp"
#include "tests/engine/io/gdal_fixture.hpp"
#include "tests/support/temporary_folder.hpp"

#include "engine/io/features.hpp"
#include "engine/io/writers.hpp"

#include <array>
#include <filesystem>

#include <cpl_vsi.h>
#include <gdal_priv.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace tractwise::io {
namespace {

using namespace std::string_literals;
using test::error_of;
using test::make_dataset;
using test::make_zip;
using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

std::string little(std::uint64_t value, int bytes) {
    std::string out;
    for (int i = 0; i < bytes; ++i)
        out += static_cast<char>(value >> (8 * i) & 0xFFU);
    return out;
}

/// An Office file of 1997 with one stream of 4 KB or more: header, table of sectors, directory.
std::string office_file(const std::string& stream, std::string content) {
    content.resize(std::max<std::size_t>(4096, (content.size() + 511) / 512 * 512));
    const std::size_t sectors = content.size() / 512;
    std::string table = little(0xFFFFFFFD, 4) + little(0xFFFFFFFE, 4);
    for (std::size_t i = 0; i + 1 < sectors; ++i)
        table += little(i + 3, 4);
    table += little(0xFFFFFFFE, 4);
    table.resize(512, '\xFF');
    const auto entry = [](const std::string& name, int type, std::uint64_t child,
                          std::uint64_t first, std::uint64_t size) {
        std::string wide;
        for (const char c : name + '\0')
            wide += {c, '\0'};
        const std::size_t length = wide.size();
        wide.resize(64);
        return wide + little(length, 2) + static_cast<char>(type) + '\1' + std::string(8, '\xFF') +
               little(child, 4) + std::string(36, '\0') + little(first, 4) + little(size, 8);
    };
    std::string directory =
        entry("Root Entry", 5, 1, 0xFFFFFFFE, 0) + entry(stream, 2, 0xFFFFFFFF, 2, content.size());
    directory.resize(512);
    std::string header = "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1" + std::string(16, '\0') +
                         little(0x3E, 2) + little(3, 2) + little(0xFFFE, 2) + little(9, 2) +
                         little(6, 2) + std::string(6, '\0') + little(0, 4) + little(1, 4) +
                         little(1, 4) + little(0, 4) + little(4096, 4) + little(0xFFFFFFFE, 4) +
                         little(0, 4) + little(0xFFFFFFFE, 4) + little(0, 4) + little(0, 4);
    header.resize(512, '\xFF');
    return header + table + directory + content;
}

/// A workbook of Excel 97: GEOID, people; 17031010100, 5.
std::string old_workbook() {
    const auto record = [](int id, const std::string& data) {
        return little(id, 2) + little(data.size(), 2) + data;
    };
    const auto begin = [&](int type) {
        return record(0x809, little(0x600, 2) + little(type, 2) + std::string(12, '\0'));
    };
    const auto cell = [&](int row, int column, const std::string& text) {
        return record(0x204, little(row, 2) + little(column, 2) + little(0, 2) +
                                 little(text.size(), 2) + '\0' + text);
    };
    const double five = 5;
    const std::string number(reinterpret_cast<const char*>(&five), 8);
    const std::string sheet =
        begin(0x10) + cell(0, 0, "GEOID") + cell(0, 1, "people") + cell(1, 0, "17031010100") +
        record(0x203, little(1, 2) + little(1, 2) + little(0, 2) + number) + record(0x0A, "");
    const auto book = [&](std::size_t offset) {
        return begin(5) + record(0x42, little(1200, 2)) +
               record(0x85, little(offset, 4) + little(0, 2) + "\4\0data"s) + record(0x0A, "");
    };
    return office_file("Workbook", book(book(0).size()) + sheet);
}

std::string gzip(const test::TemporaryFolder& folder, std::string_view bytes) {
    const std::string path = (folder / "packed.gz").string();
    VSILFILE* file = VSIFOpenL(("/vsigzip/" + path).c_str(), "wb");
    VSIFWriteL(bytes.data(), 1, bytes.size(), file);
    VSIFCloseL(file);
    std::string packed = folder.read("packed.gz");
    std::filesystem::remove(path);
    return packed;
}

class Foreign : public testing::Test {
protected:
    /// What every way of reading says about the file: the same, and no path of anybody's source.
    std::string said(const std::string& name, std::string_view bytes) {
        return said_of(folder.write(name, bytes));
    }
    std::string said_of(const std::filesystem::path& file) {
        const SourceSpec source = source_from_path("s", file.string());
        Diagnostics d;
        const std::string error = error_of([&] { inspect(source, d); });
        EXPECT_EQ(error_of([&] { read_table(source, d); }), error) << file;
        EXPECT_EQ(error_of([&] { read_polygons(source, d); }), error) << file;
        EXPECT_EQ(error_of([&] { read_points(source, d); }), error) << file;
        EXPECT_THAT(error, Not(HasSubstr(".cpp"))) << file;
        EXPECT_THAT(error, Not(HasSubstr("damaged"))) << file;
        return error;
    }
    Table table_of(const std::string& name, std::string_view bytes) {
        Diagnostics d;
        return read_table(source_from_path("s", folder.write(name, bytes).string()), d);
    }
    test::TemporaryFolder folder;
};

const std::string kZeros(200, '\0');

TEST_F(Foreign, StatisticsProgramsByTheirBytesUnderAnyName) {
    for (const char* name : {"tracts.dta", "tracts.csv", "tracts.dat", "tracts"}) {
        EXPECT_THAT(said(name, "<stata_dta><header><release>118</release>" + kZeros),
                    AllOf(HasSubstr("is a Stata data file"), HasSubstr("export delimited")));
        EXPECT_THAT(said(name, "\x72\x02\x01\x00"s + kZeros),
                    HasSubstr("is a Stata data file")); // 10
        EXPECT_THAT(said(name, "\x71\x01\x01\x00"s + kZeros),
                    HasSubstr("is a Stata data file")); // 8
        EXPECT_THAT(said(name, "$FL2@(#) IBM SPSS STATISTICS 64-bit" + kZeros),
                    AllOf(HasSubstr("is an SPSS data file"),
                          HasSubstr("SAVE TRANSLATE OUTFILE=\"table.csv\""),
                          HasSubstr("pspp-convert "s + name + " table.csv")));
        EXPECT_THAT(said(name, "$FL3@(#) IBM SPSS STATISTICS" + kZeros), HasSubstr("SPSS")); // zsav
        EXPECT_THAT(
            said(name, std::string(40, 'X') + "ASCII SPSS PORT FILE" + std::string(400, '0')),
            HasSubstr("is an SPSS data file")); // por
        EXPECT_THAT(
            said(name, std::string(12, '\0') +
                           "\xC2\xEA\x81\x60\xB3\x14\x11\xCF\xBD\x92\x08\x00\x09\xC7\x31\x8C"s +
                           kZeros),
            AllOf(HasSubstr("is a SAS data set"), HasSubstr("proc export")));
        EXPECT_THAT(said(name, "HEADER RECORD*******LIBRARY HEADER RECORD!!!!!!!000000" + kZeros),
                    AllOf(HasSubstr("is a SAS transport file"), HasSubstr("read_xpt")));
        EXPECT_THAT(said(name, "HEADER RECORD*******LIBV8   HEADER RECORD!!!!!!!000000" + kZeros),
                    HasSubstr("is a SAS transport file"));
        EXPECT_THAT(said(name, "**COMPRESSED** **COMPRESSED** **COMPRESSED**" + kZeros),
                    HasSubstr("PROC CPORT"));
    }
}

TEST_F(Foreign, RObjectsAreInsideGzip) {
    const std::string object = gzip(folder, "X\n\0\0\0\3\0\4\3\1"s + kZeros);
    const std::string workspace = gzip(folder, "RDX3\nX\n\0\0\0\3"s + kZeros);
    EXPECT_THAT(said("tracts.rds", object),
                AllOf(HasSubstr("is an R object"), HasSubstr("readRDS(\"tracts.rds\")")));
    EXPECT_THAT(said("tracts.RData", workspace),
                AllOf(HasSubstr("is an R workspace"), HasSubstr("load(\"tracts.RData\")")));
    EXPECT_THAT(said("tracts.csv", object), HasSubstr("is an R object"));
    EXPECT_THAT(said("tracts", workspace), HasSubstr("is an R workspace"));
    EXPECT_THAT(said("tracts.rda", "RDX2\nX\n" + kZeros), HasSubstr("is an R workspace"));
    EXPECT_THAT(said("tracts.rds", "\xFD"
                                   "7zXZ" +
                                       kZeros),
                HasSubstr("is an R object")); // by its name
}

// What reads them writes beyond its memory where one is damaged.
TEST_F(Foreign, OldExcelIsNamedAndNeverOpened) {
    EXPECT_THAT(said("rates.xls", old_workbook()),
                AllOf(HasSubstr("Excel 97-2003"), HasSubstr("not opened"), HasSubstr("*.xlsx")));
}

TEST_F(Foreign, WhatIsCalledXlsAndIsSomethingElse) {
    // Text with tabs, and a new workbook: read as what they are.
    EXPECT_EQ(table_of("a.xls", "GEOID\tpeople\n17031010100\t5\n").cell(0, 1), "5");
    const OutTable out{.name = "s",
                       .columns = {{"GEOID", "", std::vector<std::string>{"17031010100"}}}};
    EXPECT_EQ(table_of("a.xlsx", "GEOID,people\n17031010100,5\n").cell(0, 1), "5");
    std::string wide = "\xFF\xFE"; // "Unicode text" of Excel
    for (const char c : std::string("GEOID\tpeople\n17031010100\t5\n"))
        wide += {c, '\0'};
    EXPECT_EQ(table_of("u.xls", wide).cell(0, 1), "5");
    write_xlsx(folder / "new.xlsx", {&out, 1});
    EXPECT_EQ(table_of("new.xls", folder.read("new.xlsx")).cell(0, 0), "17031010100");

    EXPECT_THAT(
        said("b.xls", "<html><body><table><tr><td>GEOID</td></tr></table></body></html>"),
        AllOf(HasSubstr("a web page with a table, saved under the name of an Excel workbook"),
              HasSubstr("Save As")));
    EXPECT_THAT(said("c.xls", "\n<table border=1><tr><td>GEOID</td></tr></table>"),
                HasSubstr("web page with a table"));
    EXPECT_THAT(said("d.xls",
                     "<?xml version=\"1.0\"?>\n<?mso-application progid=\"Excel.Sheet\"?>\n"
                     "<Workbook xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\"/>"),
                AllOf(HasSubstr("XML spreadsheet of Excel 2003"), HasSubstr("Save As")));
    EXPECT_THAT(said("e.xls", "MIME-Version: 1.0\nContent-Type: multipart/related; boundary=x\n"),
                HasSubstr("MHTML"));
    const std::string zeros =
        error_of([&] { table_of("f.xls", "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1" + kZeros); });
    EXPECT_THAT(zeros, AllOf(HasSubstr("Excel 97-2003"), HasSubstr("Save As"),
                             Not(HasSubstr("recognized"))));
}

TEST_F(Foreign, WorkbooksThatAreNotRead) {
    EXPECT_THAT(said("rates.xlsx", old_workbook()),
                AllOf(HasSubstr("Excel 97-2003"), HasSubstr("ending .xls")));
    EXPECT_THAT(said("rates.csv", old_workbook()), HasSubstr("ending .xls"));
    EXPECT_THAT(said("rates.xlsx", office_file("EncryptedPackage", "x")), HasSubstr("password"));
    EXPECT_THAT(said("rates.xls", office_file("WordDocument", "x")), HasSubstr("text document"));
    make_zip(folder / "a.zip", {{"xl/workbook.bin", "x"}});
    const std::string binary = folder.read("a.zip");
    EXPECT_THAT(said("rates.xlsb", binary), AllOf(HasSubstr(".xlsb"), HasSubstr("*.xlsx")));
    EXPECT_THAT(said("rates.txt", binary), HasSubstr(".xlsb"));
    make_zip(folder / "b.zip", {{"xl/workbook.xml", "x"}});
    EXPECT_THAT(said("rates.csv", folder.read("b.zip")), HasSubstr("give it the ending .xlsx"));
    make_zip(folder / "c.zip", {{"Index/Document.iwa", "x"}});
    EXPECT_THAT(said("rates.numbers", folder.read("c.zip")),
                AllOf(HasSubstr("Numbers"), HasSubstr("File > Export To > CSV")));
    EXPECT_THAT(said("rates.csv", folder.read("c.zip")), HasSubstr("Numbers"));
    std::filesystem::create_directories(folder / "old.numbers/Index");
    EXPECT_THAT(error_of([&] {
                    Diagnostics d;
                    inspect(source_from_path("s", (folder / "old.numbers").string()), d);
                }),
                HasSubstr("Numbers"));
    EXPECT_THAT(said("rates.numbers", "PK\3\4"s + kZeros), HasSubstr("Numbers")); // only its head
    make_zip(folder / "d.zip", {{"inner.csv", "a,b\n1,2\n"}});
    EXPECT_THAT(said("rates.csv", folder.read("d.zip")), HasSubstr("ending .zip"));
}

TEST_F(Foreign, ParquetAndArrowAreReadWhereGdalCan) {
    GDALAllRegister();
    for (const auto& [driver, bytes, python] : {std::array{"Parquet", "PAR1", "read_parquet"},
                                                std::array{"Arrow", "ARROW1", "read_feather"}}) {
        if (GetGDALDriverManager()->GetDriverByName(driver) != nullptr)
            continue; // then the driver judges the bytes
        for (const char* name : {"tracts.parquet", "tracts.feather", "tracts.csv", "tracts"})
            EXPECT_THAT(said(name, bytes + kZeros + bytes),
                        AllOf(HasSubstr("the GDAL on this machine has no driver"),
                              HasSubstr(python + "(\""s + name)));
    }
}

TEST_F(Foreign, PointersToDataThatAreElsewhere) {
    const std::string lfs =
        "version https://git-lfs.github.com/spec/v1\noid sha256:aa\nsize 12345\n";
    for (const char* name :
         {"t.csv", "t.geojson", "t.json", "t.shp", "t.xlsx", "t.gpkg", "t.zip.txt", "t.dta"})
        EXPECT_THAT(said(name, lfs),
                    AllOf(HasSubstr("is a Git LFS pointer"), HasSubstr("git lfs pull")));
    EXPECT_THAT(said("t.csv", "/annex/objects/SHA256E-s99--abc.csv\n"),
                AllOf(HasSubstr("git-annex pointer"), HasSubstr("git annex get t.csv")));
    std::filesystem::create_symlink("../.git/annex/objects/X/Y/SHA256E-s9--a.csv/SHA256E-s9--a.csv",
                                    folder / "locked.csv");
    EXPECT_THAT(said_of(folder / "locked.csv"),
                AllOf(HasSubstr("git-annex link"), HasSubstr("git annex get locked.csv")));
    EXPECT_THAT(said("t.csv.dvc", "outs:\n- md5: aa\n  path: t.csv\n"), HasSubstr("dvc pull"));
    EXPECT_THAT(
        said("t.gsheet", R"({"":"WARNING! DO NOT EDIT THIS FILE!","doc_id":"abc","email":""})"),
        AllOf(HasSubstr("Google"), HasSubstr("File > Download > Comma-separated values")));
    EXPECT_THAT(
        said("t.json",
             R"({"url": "https://docs.google.com/open?id=1", "doc_id": "1", "email": "a@b"})"),
        HasSubstr("Google"));
    EXPECT_THAT(said("t.csv.url", "[InternetShortcut]\r\nURL=https://example.org\r\n"),
                HasSubstr("shortcut"));
}

TEST_F(Foreign, ShapefileWithAPointerForItsTable) {
    make_dataset(folder / "a.shp", test::kTwoSquares, {"-a_srs", "EPSG:4269"});
    const std::string dbf = folder.read("a.dbf");
    for (const char* part : {"a.dbf", "a.shx"}) {
        const std::string whole = folder.read(part);
        folder.write(part, "version https://git-lfs.github.com/spec/v1\noid sha256:aa\nsize 1\n");
        EXPECT_THAT(said_of(folder / "a.shp"), AllOf(HasSubstr(std::string("its ") + (part + 1)),
                                                     HasSubstr("Git LFS pointer")));
        folder.write(part, whole);
    }
    Diagnostics d;
    EXPECT_EQ(read_polygons(source_from_path("s", (folder / "a.shp").string()), d).shapes.size(),
              2U);
    EXPECT_THAT(said_of(folder / "a.shx"), HasSubstr("name the file that ends in .shp"));
    EXPECT_THAT(said_of(folder / "a.prj"), HasSubstr("one part of a shapefile"));
}

TEST_F(Foreign, ProjectsPackagesPicturesAndArchives) {
    EXPECT_THAT(
        said("map.qgs", "<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>\n<qgis/>"),
        AllOf(HasSubstr("QGIS project"), HasSubstr("Save Features As")));
    EXPECT_THAT(said("map.aprx", "PK\3\4"s + kZeros), HasSubstr("ArcGIS project"));
    EXPECT_THAT(said("map.lyrx", R"({"type" : "CIMLayerDocument", "version" : "2.9.0"})"),
                AllOf(HasSubstr("layer file"), HasSubstr("Export Features")));
    EXPECT_THAT(said("map.lyr", "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1" + kZeros),
                HasSubstr("layer file"));
    EXPECT_THAT(said("map.lpk", "7z\xBC\xAF\x27\x1C" + kZeros),
                AllOf(HasSubstr("ArcGIS package"), HasSubstr("7-Zip")));
    EXPECT_THAT(said("clinics.mdb", "\0\1\0\0Standard Jet DB"s + kZeros),
                AllOf(HasSubstr("Microsoft Access"), HasSubstr("mdb-export clinics.mdb")));
    EXPECT_THAT(said("t.pdf", "%PDF-1.7\n" + kZeros), HasSubstr("is a PDF"));
    EXPECT_THAT(said("t.csv", "%PDF-1.7\n1 0 obj\n"), HasSubstr("is a PDF"));
    EXPECT_THAT(said("t.tif", "II*\0"s + kZeros), HasSubstr("is a picture or a raster"));
    EXPECT_THAT(said("t.csv", "\x89PNG\r\n\x1A\n" + kZeros), HasSubstr("is a picture"));
    for (const std::string& magic : {"7z\xBC\xAF\x27\x1C"s, "Rar!\x1A\x07\1\0"s,
                                     "\xFD"
                                     "7zXZ\0"s,
                                     "\x28\xB5\x2F\xFD"s, "BZh91AY&SY"s})
        EXPECT_THAT(said("t.csv", magic + kZeros),
                    AllOf(HasSubstr("archive"), HasSubstr("unpack it")));
    EXPECT_THAT(said("t.csv", gzip(folder, "a,b\n1,2\n")),
                AllOf(HasSubstr("gzip"), HasSubstr("table.csv.gz")));
    EXPECT_EQ(table_of("t.csv.gz", gzip(folder, "a,b\n1,2\n")).cell(0, 1), "2"); // this is read
    std::string tar = "t.csv";
    tar.resize(257);
    EXPECT_THAT(said("t.tar.gz", gzip(folder, tar + "ustar" + kZeros + kZeros)),
                HasSubstr("archive"));
}

TEST_F(Foreign, InsideAZipAndInPlaceOfOne) {
    make_zip(folder / "a.zip",
             {{"pack/readme.md", "x"}, {"pack/tracts.dta", "<stata_dta><header>"}});
    EXPECT_THAT(said_of(folder / "a.zip"), AllOf(HasSubstr("tracts.dta: is a Stata data file"),
                                                 HasSubstr("read_dta(\"tracts.dta\")")));
    make_zip(folder / "b.zip", {{"t.csv", "error: unknown variable 'X'"}});
    EXPECT_THAT(said_of(folder / "b.zip"), HasSubstr("\"error: unknown variable 'X'\""));
    EXPECT_THAT(said("c.zip", "version https://git-lfs.github.com/spec/v1\noid sha256:aa\n"),
                HasSubstr("is a Git LFS pointer"));
    EXPECT_THAT(said("d.zip", "<!DOCTYPE html><html><body>Sign in</body></html>"),
                HasSubstr("is a web page, no data: \"Sign in\""));
}

TEST_F(Foreign, ZipWithoutAnythingReadableGivesNoWrongAdvice) {
    make_zip(folder / "a.zip", {{"ky/streets.osm.pbf", "x"}});
    EXPECT_THAT(
        said_of(folder / "a.zip"),
        AllOf(HasSubstr("unpack it"), HasSubstr("ky/streets.osm.pbf"), Not(HasSubstr("layer"))));
    make_zip(folder / "b.zip", {{"old.xls", old_workbook()}});
    EXPECT_THAT(said_of(folder / "b.zip"), AllOf(HasSubstr("old.xls"), HasSubstr("unpack")));
}

TEST_F(Foreign, WordsOfAServerAreQuoted) {
    const std::string page =
        "<html style=\"font-size: 14px;\">\n<head>\n<title>Missing Key</title>\n</head>\n<body>\n"
        "<p>\nA valid <em>key</em> must be included with each data API "
        "request.\n</p></body></html>";
    for (const char* name : {"acs.json", "acs.csv", "acs.geojson", "acs"})
        EXPECT_THAT(said(name, page),
                    AllOf(HasSubstr("is a web page, no data: \"Missing Key: A valid key must be "
                                    "included with each data API request.\""),
                          HasSubstr("api.census.gov/data/key_signup.html")));
    for (const char* name : {"acs.json", "acs.csv"}) {
        EXPECT_THAT(said(name, "error: unknown variable 'B08201_001X'"),
                    AllOf(HasSubstr("\"error: unknown variable 'B08201_001X'\""),
                          HasSubstr("variables.html")));
        EXPECT_THAT(said(name, "error: unknown/unsupported geography hierarchy\n"),
                    HasSubstr("unsupported geography"));
        EXPECT_THAT(said(name, "There was an error while running your query.  We've logged the "
                               "error and we'll correct it ASAP.  Sorry for the inconvenience."),
                    HasSubstr("There was an error while running your query. We've logged"));
        EXPECT_THAT(said(name, "404: Not Found"), HasSubstr("\"404: Not Found\""));
    }
    EXPECT_THAT(said("a.geojson",
                     "<!DOCTYPE html>\n<html><head><title>Sign in &amp; go</title><script>var "
                     "a = '<b>';</script></head><body>Please log in</body></html>"),
                AllOf(HasSubstr("\"Sign in & go: Please log in\""), HasSubstr("needs a login")));
    EXPECT_THAT(said("latin.csv", "<html><title>Acc\xE8s refus\xE9</title><script>var a = 1;"),
                HasSubstr("\"Acc\u00E8s refus\u00E9\""));
    EXPECT_THAT(
        said(
            "a.json",
            "<?xml version=\"1.0\"?><ows:ExceptionReport><ows:Exception><ows:ExceptionText>Unknown "
            "layer x</ows:ExceptionText></ows:Exception></ows:ExceptionReport>"),
        HasSubstr("\"Unknown layer x\""));
    EXPECT_THAT(said("a.csv", "<?xml version=\"1.0\" "
                              "encoding=\"UTF-8\"?>\n<Error><Code>AccessDenied</"
                              "Code><Message>Access Denied</Message></Error>"),
                HasSubstr("AccessDenied Access Denied"));
}

TEST_F(Foreign, ErrorsAsJson) {
    const auto quoted = [&](std::string_view json, const std::string& words) {
        for (const char* name : {"a.json", "a.geojson", "a.csv"})
            EXPECT_THAT(said(name, json),
                        AllOf(HasSubstr("an error that the server sent instead of data"),
                              HasSubstr("\"" + words + "\"")));
    };
    quoted(R"({"error":{"code":400,"message":"Invalid URL","details":["Invalid URL"]}})",
           "Invalid URL (400)");
    quoted(R"({"error":{"code":499,"message":"Token Required","details":[]}})",
           "Token Required (499)");
    quoted(
        R"({"error":{"code":400,"message":"Cannot perform query.","details":["'where' clause is invalid"]}})",
        "Cannot perform query. (400): 'where' clause is invalid");
    quoted(R"({"code":"not_found","error":true,"message":"Cannot find view with id abcd-1234"})",
           "Cannot find view with id abcd-1234 (not_found)");
    quoted(R"({"error":"rate limit exceeded"})", "rate limit exceeded");
    quoted(R"({"message":"Not Found","documentation_url":"https://docs.example.org"})",
           "Not Found");
    quoted(R"({"errors":[{"message":"Field 'x' does not exist"}]})", "Field 'x' does not exist");
    quoted(R"({"detail":"Not found."})", "Not found.");
    EXPECT_THAT(said("layer.json",
                     R"({"currentVersion":10.91,"id":0,"name":"Tracts","type":"Feature Layer"})"),
                AllOf(HasSubstr("description of an ArcGIS"),
                      HasSubstr("/query?where=1%3D1&outFields=*&f=geojson")));
    EXPECT_THAT(said("rows.json",
                     R"({ "meta" : { "view" : { "id" : "abcd-1234" } }, "data" : [ [ 1, 2 ] ] })"),
                AllOf(HasSubstr("Socrata"), HasSubstr("Export > CSV")));
    EXPECT_THAT(
        error_of([&] { table_of("x.json", R"({"results":[{"a":1}],"next":null})"); }),
        AllOf(HasSubstr("neither a list of rows nor map features"), HasSubstr("results, next")));
    EXPECT_THAT(error_of([&] { table_of("y.json", R"({"features":[]})"); }),
                HasSubstr("without a single feature"));
}

TEST_F(Foreign, DataAreNotMistakenForErrors) {
    EXPECT_EQ(table_of("a.csv", "error,code\nnone,0\n").rows(), 1U);
    EXPECT_EQ(table_of("c.json", R"([["error","x"],["a","b"]])").rows(), 1U);
    EXPECT_EQ(table_of("d.json", R"([{"error":"","GEOID":"1"},{"error":"","GEOID":"2"}])").rows(),
              2U);
    EXPECT_EQ(table_of("e.geojson",
                       R"({"type":"FeatureCollection","message":"ok","error":"none","features":[
{"type":"Feature","properties":{"a":1},"geometry":null}]})")
                  .rows(),
              1U);
    EXPECT_EQ(table_of("404.csv", "404,x\n1,2\n").columns().front(), "404");
    // A KML with a page in its description.
    const auto kml = folder.write(
        "a.kml", "<?xml version=\"1.0\"?>\n<!-- <html> -->\n<kml "
                 "xmlns=\"http://www.opengis.net/kml/2.2\"><Document>"
                 "<description><![CDATA[<html><body>x</body></html>]]></"
                 "description><Placemark><name>A</name>"
                 "<Point><coordinates>-87,41</coordinates></Point></Placemark></Document></kml>");
    Diagnostics d;
    EXPECT_EQ(read_points(source_from_path("s", kml.string()), d).places.size(), 1U);
}

} // namespace
} // namespace tractwise::io
