// SPDX-License-Identifier: Apache-2.0
// What foreign files are called, how their data get out of them, and the bytes and endings by which
// they are known. Menus and commands are those of the programs' own manuals.
#pragma once

#include <array>
#include <string_view>

namespace tractwise::io {

using namespace std::string_view_literals;

/// One sentence for all files of a kind. {file} in a hint stands for its name.
struct ForeignKind {
    std::string_view what, hint;
};

inline constexpr ForeignKind kStata{
    "is a Stata data file, which is not read here",
    "in Stata: File > Export > Text data (delimited, *.csv), or: export delimited "
    "using \"table.csv\". Without Stata, in R: write.csv(haven::read_dta(\"{file}\"), "
    "\"table.csv\", row.names = FALSE)"};
inline constexpr ForeignKind kSpss{
    "is an SPSS data file, which is not read here",
    "in SPSS: File > Export > CSV Data, or: SAVE TRANSLATE OUTFILE=\"table.csv\" "
    "/TYPE=CSV /FIELDNAMES. Without SPSS: pspp-convert {file} table.csv"};
inline constexpr ForeignKind kSas{
    "is a SAS data set, which is not read here",
    "in SAS: proc export data=LIBRARY.NAME outfile=\"table.csv\" dbms=csv; run; "
    "Without SAS, in R: write.csv(haven::read_sas(\"{file}\"), \"table.csv\", row.names "
    "= FALSE)"};
inline constexpr ForeignKind kSasTransport{
    "is a SAS transport file, which is not read here",
    "in SAS: proc export of the data set inside, with dbms=csv. Without "
    "SAS, in R: write.csv(haven::read_xpt(\"{file}\"), \"table.csv\", row.names "
    "= FALSE)"};
inline constexpr ForeignKind kSasPort{
    "is a SAS transport file made by PROC CPORT, which is not read here",
    "only SAS opens it: proc cimport, then proc export with dbms=csv"};
inline constexpr ForeignKind kRObject{
    "is an R object (saveRDS), which is not read here",
    "in R: write.csv(readRDS(\"{file}\"), \"table.csv\", row.names = FALSE); of shapes: "
    "sf::st_write(readRDS(\"{file}\"), \"shapes.gpkg\")"};
inline constexpr ForeignKind kRWorkspace{
    "is an R workspace, which is not read here",
    "in R: print(load(\"{file}\")) names what it holds; then write.csv(NAME, "
    "\"table.csv\", row.names = FALSE), or of shapes sf::st_write(NAME, "
    "\"shapes.gpkg\")"};
inline constexpr ForeignKind kFst{
    "is a data frame of the R package fst, which is not read here",
    "in R: write.csv(fst::read_fst(\"{file}\"), \"table.csv\", row.names = FALSE)"};
inline constexpr ForeignKind kOldExcel{
    // The library that GDAL reads it with (freexl) writes beyond its memory on damaged files.
    "is a workbook of Excel 97-2003 or older (.xls), which is not opened: what stands in one "
    "could break this program",
    "in Excel or LibreOffice (from an archive: unpack it first): File > Save As > Excel Workbook "
    "(*.xlsx)"};
inline constexpr ForeignKind kOldExcelRenamed{
    "is a workbook of Excel 97-2003 (.xls) under another name",
    "in Excel or LibreOffice: File > Save As > Excel Workbook (*.xlsx); the ending .xls would be "
    "its "
    "own, but such files are not opened"};
inline constexpr ForeignKind kLocked{
    "is a workbook protected by a password",
    "open it in Excel with its password and take the password off: File > Info > "
    "Protect Workbook > Encrypt with Password, leave it empty, save"};
inline constexpr ForeignKind kBinaryExcel{
    "is a binary Excel workbook (.xlsb), which is not read here",
    "in Excel or LibreOffice: File > Save As > Excel Workbook (*.xlsx)"};
inline constexpr ForeignKind kExcelRenamed{"is an Excel workbook under another name",
                                           "give it the ending .xlsx"};
inline constexpr ForeignKind kXmlExcel{
    "is an XML spreadsheet of Excel 2003, which is not read here",
    "in Excel or LibreOffice: File > Save As > Excel Workbook (*.xlsx)"};
inline constexpr ForeignKind kOpenDocument{"is an OpenDocument file under another name",
                                           "a spreadsheet of LibreOffice has the ending .ods"};
inline constexpr ForeignKind kNumbers{
    "is a document of Apple's Numbers (iWork), which is not read here",
    "in Numbers: File > Export To > CSV, or > Excel; without a Mac: icloud.com "
    "opens Numbers in a browser"};
inline constexpr ForeignKind kDocument{
    "is a text document or presentation, no table",
    "copy the table in it into a spreadsheet and save that as CSV or .xlsx"};
inline constexpr ForeignKind kParquet{
    "is a Parquet file, for which the GDAL on this machine has no driver",
    "in Python: pandas.read_parquet(\"{file}\").to_csv(\"table.csv\", index=False); of "
    "shapes: geopandas.read_parquet(\"{file}\").to_file(\"shapes.gpkg\")"};
inline constexpr ForeignKind kArrow{
    "is an Arrow (Feather) file, for which the GDAL on this machine has no driver",
    "in Python: pandas.read_feather(\"{file}\").to_csv(\"table.csv\", index=False); in R: "
    "write.csv(arrow::read_feather(\"{file}\"), \"table.csv\", row.names = FALSE)"};
inline constexpr ForeignKind kAccess{
    "is a database of Microsoft Access, which is not read here",
    "in Access: External Data > Export > Text File. Elsewhere (package mdbtools): "
    "mdb-tables {file}, then mdb-export {file} TABLE > table.csv"};
inline constexpr ForeignKind kPdf{
    "is a PDF, no table",
    "look on the agency's page for the same table as CSV or Excel; else copy it into a "
    "spreadsheet and save that as CSV"};
inline constexpr ForeignKind kPicture{
    "is a picture or a raster; there are no rows and no shapes in it",
    "ask for the data behind it: a table, a shapefile, GeoJSON or GeoPackage"};
inline constexpr ForeignKind kQgis{
    "is a QGIS project or layer definition: it names layers and does not hold them",
    "in QGIS: right-click the layer > Export > Save Features As > GeoPackage"};
inline constexpr ForeignKind kArcGis{
    "is an ArcGIS project or layer file: it names data and does not hold them",
    "in ArcGIS Pro: right-click the layer > Data > Export Features (ArcMap: Data > "
    "Export Data), and give the shapefile or geodatabase"};
inline constexpr ForeignKind kArcGisPackage{
    "is an ArcGIS package; the data are packed inside",
    "unpack it (7-Zip opens it, so does ArcGIS's tool Extract Package) and name "
    "the geodatabase (.gdb) or shapefile inside"};
inline constexpr ForeignKind kShapefilePart{
    "is one part of a shapefile and holds neither shapes nor rows",
    "name the file that ends in .shp; .shx, .dbf and .prj belong beside it"};
inline constexpr ForeignKind kArchive{
    "is an archive or a compressed file that is not unpacked here",
    "unpack it and name the file inside"};
inline constexpr ForeignKind kGzip{
    "is compressed with gzip under another name",
    "add .gz to its name, behind the ending that the file inside has "
    "(table.csv.gz), or unpack it"};
inline constexpr ForeignKind kZip{"is a zip archive under another name", "give it the ending .zip"};
inline constexpr ForeignKind kSqlite{
    "is an SQLite database under another name",
    "give it the ending .gpkg where it is a GeoPackage, else .sqlite"};
inline constexpr ForeignKind kHdf{"is an HDF5 or NetCDF file, which is not read here",
                                  "write it as CSV with the program that made it"};
inline constexpr ForeignKind kLfs{
    "is a Git LFS pointer: a note of where the data are, not the data",
    "in the repository: git lfs pull. On GitHub: open the file's page and choose "
    "Download raw file"};
inline constexpr ForeignKind kAnnex{
    "is a git-annex pointer: a note of where the data are, not the data",
    "in the repository: git annex get {file} (DataLad: datalad get {file})"};
inline constexpr ForeignKind kDvc{
    "is a DVC pointer: a note of where the data are, not the data",
    "in the repository: dvc pull {file}, then name the file that it fetched"};
inline constexpr ForeignKind kGoogle{
    "is a shortcut to a Google document; the data are at Google",
    "open it in the browser. In Google Sheets: File > Download > Comma-separated "
    "values (.csv); in My Maps: menu of the map > Export to KML/KMZ"};
inline constexpr ForeignKind kShortcut{"is a shortcut to a web address, not the data",
                                       "open it in the browser and save what it leads to"};
inline constexpr ForeignKind kCloud{
    "is a placeholder of iCloud: the file has not been fetched to this machine",
    "in the Finder: right-click it > Download Now"};

struct Magic {
    std::string_view bytes;
    const ForeignKind* kind;
};
inline constexpr std::array kMagics{
    Magic{"<stata_dta>"sv, &kStata}, // 117 to 119
    Magic{"$FL2"sv, &kSpss},
    Magic{"$FL3"sv, &kSpss}, // zsav
    Magic{
        "\0\0\0\0\0\0\0\0\0\0\0\0\xC2\xEA\x81\x60\xB3\x14\x11\xCF\xBD\x92\x08\0\x09\xC7\x31\x8C"sv,
        &kSas},
    Magic{"HEADER RECORD*******LIB"sv, &kSasTransport},
    Magic{"**COMPRESSED** **COMPRESSED**"sv, &kSasPort},
    Magic{"RDX2\n"sv, &kRWorkspace},
    Magic{"RDX3\n"sv, &kRWorkspace},
    Magic{"RDA2\n"sv, &kRWorkspace},
    Magic{"RDA3\n"sv, &kRWorkspace},
    Magic{"X\n\0\0\0\2"sv, &kRObject},
    Magic{"X\n\0\0\0\3"sv, &kRObject},
    Magic{"\0\1\0\0Standard Jet DB"sv, &kAccess},
    Magic{"\0\1\0\0Standard ACE DB"sv, &kAccess},
    Magic{"%PDF"sv, &kPdf},
    Magic{"\x89PNG"sv, &kPicture},
    Magic{"\xFF\xD8\xFF"sv, &kPicture},
    Magic{"GIF87a"sv, &kPicture},
    Magic{"GIF89a"sv, &kPicture},
    Magic{"II*\0"sv, &kPicture},
    Magic{"MM\0*"sv, &kPicture},
    Magic{"II+\0"sv, &kPicture}, // BigTIFF
    Magic{"\x89HDF\r\n"sv, &kHdf},
    Magic{"CDF\x01"sv, &kHdf},
    Magic{"CDF\x02"sv, &kHdf},
    Magic{"version https://git-lfs.github.com/spec/"sv, &kLfs},
    Magic{"version http://git-media.io/v/"sv, &kLfs},
    Magic{"/annex/objects/"sv, &kAnnex},
    Magic{"[InternetShortcut]"sv, &kShortcut},
};

inline constexpr std::array kArchiveMagics{"7z\xBC\xAF\x27\x1C"sv, "Rar!\x1A\x07"sv,
                                           "\xFD"
                                           "7zXZ"sv,
                                           "\x28\xB5\x2F\xFD"sv, "\x1F\x9D"sv};

/// Formats that are told by their name alone, or by their name where the bytes say too little (a
/// package of ArcGIS is an archive, a layer file a document of Office).
struct Ending {
    std::string_view ending;
    const ForeignKind* kind;
};
inline constexpr std::array kEndings{
    Ending{".dta", &kStata},
    Ending{".sav", &kSpss},
    Ending{".zsav", &kSpss},
    Ending{".por", &kSpss},
    Ending{".sas7bdat", &kSas},
    Ending{".xpt", &kSasTransport},
    Ending{".rds", &kRObject},
    Ending{".rda", &kRWorkspace},
    Ending{".rdata", &kRWorkspace},
    Ending{".fst", &kFst},
    Ending{".xlsb", &kBinaryExcel},
    Ending{".numbers", &kNumbers},
    Ending{".mdb", &kAccess},
    Ending{".accdb", &kAccess},
    Ending{".qgs", &kQgis},
    Ending{".qgz", &kQgis},
    Ending{".qlr", &kQgis},
    Ending{".mxd", &kArcGis},
    Ending{".aprx", &kArcGis},
    Ending{".lyr", &kArcGis},
    Ending{".lyrx", &kArcGis},
    Ending{".mapx", &kArcGis},
    Ending{".lpk", &kArcGisPackage},
    Ending{".lpkx", &kArcGisPackage},
    Ending{".mpk", &kArcGisPackage},
    Ending{".mpkx", &kArcGisPackage},
    Ending{".gpk", &kArcGisPackage},
    Ending{".ppkx", &kArcGisPackage},
    Ending{".shx", &kShapefilePart},
    Ending{".prj", &kShapefilePart},
    Ending{".sbn", &kShapefilePart},
    Ending{".sbx", &kShapefilePart},
    Ending{".cpg", &kShapefilePart},
    Ending{".qix", &kShapefilePart},
    Ending{".shp.xml", &kShapefilePart},
    Ending{".qmd", &kShapefilePart},
    Ending{".gsheet", &kGoogle},
    Ending{".gdoc", &kGoogle},
    Ending{".gslides", &kGoogle},
    Ending{".gmap", &kGoogle},
    Ending{".gform", &kGoogle},
    Ending{".gdraw", &kGoogle},
    Ending{".gtable", &kGoogle},
    Ending{".webloc", &kShortcut},
    Ending{".url", &kShortcut},
    Ending{".icloud", &kCloud},
    Ending{".dvc", &kDvc},
    Ending{".docx", &kDocument},
    Ending{".doc", &kDocument},
    Ending{".pptx", &kDocument},
    Ending{".pages", &kDocument},
    Ending{".tgz", &kArchive},
    Ending{".tar", &kArchive},
    Ending{".7z", &kArchive},
    Ending{".rar", &kArchive},
    Ending{".jpg", &kPicture},
    Ending{".jpeg", &kPicture},
};

} // namespace tractwise::io
