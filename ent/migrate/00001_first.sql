-- +goose Up

CREATE TABLE `cards` (
  `id` text NOT NULL,
  `token_digest` text NOT NULL,
  `code` text NOT NULL,
  `generation` integer NOT NULL,
  `contest_id` text NOT NULL,
  PRIMARY KEY (`id`),
  CONSTRAINT `cards_contests_cards` FOREIGN KEY (`contest_id`) REFERENCES `contests` (`id`) ON DELETE NO ACTION
);
CREATE UNIQUE INDEX `cards_token_digest_key` ON `cards` (`token_digest`);
CREATE UNIQUE INDEX `cards_code_key` ON `cards` (`code`);

CREATE TABLE `contests` (
  `id` text NOT NULL,
  `number` integer NOT NULL,
  `name` text NOT NULL,
  `rehearsal` bool NOT NULL,
  `secret` blob NOT NULL,
  `in_use` text NOT NULL DEFAULT (''),
  PRIMARY KEY (`id`)
);
CREATE UNIQUE INDEX `contests_number_key` ON `contests` (`number`);

CREATE TABLE `entries` (
  `id` text NOT NULL,
  `number` integer NOT NULL,
  `name` text NOT NULL,
  `township` text NOT NULL,
  `batch` text NOT NULL,
  `class` text NOT NULL,
  `domain` text NOT NULL,
  `order` text NOT NULL,
  `speaker` text NOT NULL,
  `title` text NOT NULL,
  `exempt` bool NOT NULL,
  `fields` json NOT NULL,
  `round_id` text NOT NULL,
  PRIMARY KEY (`id`),
  CONSTRAINT `entries_rounds_entries` FOREIGN KEY (`round_id`) REFERENCES `rounds` (`id`) ON DELETE NO ACTION
);
CREATE UNIQUE INDEX `entry_round_id_number` ON `entries` (`round_id`, `number`);

CREATE TABLE `facts` (
  `id` integer NOT NULL PRIMARY KEY AUTOINCREMENT,
  `stream` text NOT NULL,
  `seq` integer NOT NULL,
  `kind` text NOT NULL,
  `entry` text NOT NULL,
  `seat` text NOT NULL,
  `at` text NOT NULL,
  `by` text NOT NULL,
  `reason` text NOT NULL,
  `payload` blob NOT NULL,
  `digest` text NOT NULL,
  `prev` text NOT NULL,
  `hash` text NOT NULL,
  `key` text NULL
);
CREATE UNIQUE INDEX `fact_stream_seq` ON `facts` (`stream`, `seq`);
CREATE UNIQUE INDEX `fact_stream_by_key` ON `facts` (`stream`, `by`, `key`);

CREATE TABLE `orgs` (
  `code` text NOT NULL,
  `name` text NOT NULL,
  `official` text NOT NULL,
  `kind` text NOT NULL,
  `township` text NOT NULL,
  PRIMARY KEY (`code`)
);

CREATE TABLE `rounds` (
  `id` text NOT NULL,
  `number` integer NOT NULL,
  `name` text NOT NULL,
  `mode` text NOT NULL,
  `part` text NOT NULL,
  `rules` blob NOT NULL,
  `log` text NOT NULL,
  `contest_id` text NOT NULL,
  PRIMARY KEY (`id`),
  CONSTRAINT `rounds_contests_rounds` FOREIGN KEY (`contest_id`) REFERENCES `contests` (`id`) ON DELETE NO ACTION
);
CREATE UNIQUE INDEX `rounds_log_key` ON `rounds` (`log`);
CREATE UNIQUE INDEX `round_contest_id_number` ON `rounds` (`contest_id`, `number`);

CREATE TABLE `seats` (
  `id` text NOT NULL,
  `number` integer NOT NULL,
  `name` text NOT NULL,
  `person` text NOT NULL,
  `group` text NOT NULL,
  `recused` json NOT NULL,
  `card_id` text NOT NULL,
  `round_id` text NOT NULL,
  PRIMARY KEY (`id`),
  CONSTRAINT `seats_cards_seats` FOREIGN KEY (`card_id`) REFERENCES `cards` (`id`) ON DELETE NO ACTION,
  CONSTRAINT `seats_rounds_seats` FOREIGN KEY (`round_id`) REFERENCES `rounds` (`id`) ON DELETE NO ACTION
);
CREATE UNIQUE INDEX `seat_round_id_number` ON `seats` (`round_id`, `number`);
CREATE UNIQUE INDEX `seat_card_id_round_id` ON `seats` (`card_id`, `round_id`);

CREATE TABLE `sessions` (
  `digest` text NOT NULL,
  `user` text NOT NULL,
  `seat` text NOT NULL,
  `round` text NOT NULL,
  `card` text NOT NULL,
  `created` integer NOT NULL,
  `expires` integer NOT NULL,
  PRIMARY KEY (`digest`)
);
CREATE INDEX `session_user` ON `sessions` (`user`);
CREATE INDEX `session_expires` ON `sessions` (`expires`);

CREATE TABLE `users` (
  `name` text NOT NULL,
  `role` text NOT NULL,
  `password` text NOT NULL,
  `disabled` bool NOT NULL,
  PRIMARY KEY (`name`)
);

-- A fact is never changed and never removed, by whatever program.
-- +goose StatementBegin
CREATE TRIGGER `facts_stay` BEFORE UPDATE ON `facts` BEGIN SELECT RAISE(ABORT, 'a fact is never changed'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER `facts_remain` BEFORE DELETE ON `facts` BEGIN SELECT RAISE(ABORT, 'a fact is never removed'); END;
-- +goose StatementEnd
