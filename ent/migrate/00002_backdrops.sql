-- +goose Up

CREATE TABLE `backdrops` (
  `digest` text NOT NULL,
  `type` text NOT NULL,
  `data` blob NOT NULL,
  PRIMARY KEY (`digest`)
);
