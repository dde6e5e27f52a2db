# The newest NO2 values of all stations. Needs the package jsonlite.
# CALIMA_URL and CALIMA_KEY (optional) come from the environment.
library(jsonlite)
address <- paste0(Sys.getenv("CALIMA_URL", "http://127.0.0.1:8080"), "/v1/latest?parameter=no2")
key <- Sys.getenv("CALIMA_KEY")
headers <- if (nzchar(key)) c("X-API-Key" = key) else NULL
answer <- fromJSON(readLines(url(address, headers = headers), warn = FALSE, encoding = "UTF-8"))
print(answer$data[, c("station", "periodStart", "value")])
cat(answer$meta$attribution, sep = "\n")
