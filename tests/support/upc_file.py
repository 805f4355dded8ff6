"""A published count file (CALPADS UPC) small enough to see: its header and three schools."""

CUPC = (
    "Academic Year,County Code,District Code,School Code,County Name,District Name,School Name,"
    "District Type,School Type,Charter School (Y/N),Low Grade,High Grade,Total Enrollment,"
    '"Free & Reduced Meal Program",Foster,Homeless,Migrant Program,Direct Certification,'
    '"Unduplicated FRPM Eligible Count","English Learner (EL)",'
    '"CALPADS Unduplicated Pupil Count (UPC)",CALPADS Fall 1 Certification Status (Y/N)'
).replace('"', "")
ALDER = "2022-2023,54,71993,6054142,Tulare,Lindsay Unified,Alder,Unified,Elementary,No,K,5,457,341,4,64,92,272,432,275,441,Y"
BIRCH = "2022-2023,54,71993,6054150,Tulare,Lindsay Unified,Birch,Unified,Middle,No,6,8,312,200,2,10,5,150,230,90,250,Y"
CEDAR = "2022-2023,54,71993,0133819,Tulare,Lindsay Unified,Cedar,Unified,High,No ,9,12,900,500,6,20,9,300,610,150,660,Y"
GROUPS = {
    "enrollment",
    "meal_program",
    "foster",
    "homeless",
    "migrant",
    "direct_cert",
    "frpm",
    "el",
    "upc",
}
